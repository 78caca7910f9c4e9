import { startPostgres } from '@dawg/database/testing/postgres-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { followBySse } from '../testing/follow-by-sse.ts';
import { signUp } from '../testing/rest-caller.ts';
import { startServerProcess } from '../testing/server-process.ts';

const PATIENT = { timeout: 60_000 };
const postgres = await startPostgres();

describe.skipIf(!postgres && !process.env['CI'])('two server processes on one PostgreSQL', () => {
  test('tell each other’s changes, also after the database was away', async () => {
    if (!postgres) throw new Error('npm has no PostgreSQL for this platform: CI needs one that it has');
    onTestFinished(() => postgres.close());
    const settings = {
      DATABASE_URL: postgres.url,
      OPEN_SIGN_UP: 'true',
      AUTH_SECRET: 'a secret that both processes know of',
    };
    const first = await startServerProcess(settings);
    onTestFinished(() => first.close());
    const second = await startServerProcess(settings);
    onTestFinished(() => second.close());

    const owner = await signUp(first, 'owner');
    const stream = await followBySse(second.url, owner.cookie);
    await expect.poll(stream.text, PATIENT).toContain('"kind":"ready"');
    const one = await owner.upload(new Uint8Array(100), 'one.wav');
    await expect.poll(stream.text, PATIENT).toContain(`"file-stored","subjectId":"${one.file?.id}"`);

    await postgres.stop();
    await postgres.start();
    const store = async () => (await owner.upload(new Uint8Array(100), 'two.wav')).file?.id;
    await expect.poll(store, PATIENT).toBeDefined();
    const files = await owner.ask('GET', '/api/storage/files?search=two');
    const [two] = files['files'] as { id: string }[];
    const again = await followBySse(second.url, owner.cookie, stream.lastEventId());
    await expect
      .poll(() => stream.text() + again.text(), PATIENT)
      .toContain(`"file-stored","subjectId":"${two?.id}"`);
  });
});
