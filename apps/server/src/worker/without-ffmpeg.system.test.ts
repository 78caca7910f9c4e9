import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { countStates } from '../../testing/audio-states.ts';
import { makeTone } from '../../testing/make-tones.ts';
import { signUp } from '../../testing/rest-caller.ts';
import { startServerProcess } from '../../testing/server-process.ts';
import { freePort } from '../../testing/test-server.ts';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';

const directory = mkdtempSync(join(tmpdir(), 'dawg-without-'));
afterAll(() => rmSync(directory, { recursive: true }));
const WAIT = { timeout: 30_000, interval: 100 };

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('without FFmpeg', () => {
  test('files are stored and said to be not analysed, and they are analysed once it is there', async () => {
    const settings = {
      DATA_DIRECTORY: join(directory, 'data'),
      PORT: String(await freePort()),
      WORKER: 'inside',
      OPEN_SIGN_UP: 'true',
    };
    const tone = makeTone(directory, 'tone.flac', { seconds: 2, hertz: 440 });
    const without = await startServerProcess({ ...settings, PATH: join(directory, 'nothing') });
    onTestFinished(() => without.close());
    const owner = await signUp({ url: `http://127.0.0.1:${settings.PORT}` }, 'producer');
    const { status, file } = await owner.upload(tone, 'tone.flac');
    expect(status).toBeLessThan(300);
    await expect.poll(() => countStates(owner), WAIT).toEqual({ 'no-engine': 1 });
    const fetched = await owner.call('GET', `/api/storage/download/${file?.id}`);
    expect(fetched.status).toBe(200);
    await without.close();

    const withIt = await startServerProcess(settings);
    onTestFinished(() => withIt.close());
    await expect.poll(() => countStates(owner), WAIT).toEqual({ ready: 1 });
  });
});
