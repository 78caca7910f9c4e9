import { CreateBucketCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { startPostgres, type PostgresServer } from '@dawg/database/testing/postgres-server';
import { serveLocalStore, type LocalStore } from '@dawg/object-store-local/serve-local-store';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStates, listEverything } from '../../testing/audio-states.ts';
import { makeTone } from '../../testing/make-tones.ts';
import { signUp, type RestCaller } from '../../testing/rest-caller.ts';
import { startServerProcess, type ServerProcess } from '../../testing/server-process.ts';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';

/** More of both by hand; these take a minute. */
const FILES = Number(process.env['TEST_KILLED_WORKER_FILES'] ?? 24);
const KILLS = Number(process.env['TEST_KILLED_WORKER_KILLS'] ?? 3);
const KILL_EVERY_MS = Number(process.env['TEST_KILLED_WORKER_EVERY_MS'] ?? 3_000);
const KEYS = { accessKeyId: 'a-key-of-this-test', secretAccessKey: 'a-secret-of-this-test-and-no-other' };
const postgres = await startPostgres();

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe') || !postgres)('a worker that is killed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-killed-'));
  let database: PostgresServer;
  let store: LocalStore;
  let client: S3Client;
  let settings: Record<string, string>;
  let server: ServerProcess;
  let owner: RestCaller;
  beforeAll(async () => {
    if (!postgres) throw new Error('no PostgreSQL');
    database = postgres;
    store = await serveLocalStore({ directory: join(directory, 'store'), ...KEYS });
    client = createS3Client({ region: 'us-east-1', endpoint: store.endpoint, credentials: KEYS });
    await client.send(new CreateBucketCommand({ Bucket: 'media' }));
    settings = {
      DATABASE_URL: database.url,
      S3_ENDPOINT: store.endpoint,
      AWS_S3_BUCKET: 'media',
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AUTH_SECRET: 'one secret for every process of it',
      WORKER_HEARTBEAT_SECONDS: '10',
    };
    server = await startServerProcess({ ...settings, OPEN_SIGN_UP: 'true' });
    owner = await signUp(server, 'producer');
  });
  afterAll(async () => {
    await server.close();
    client.destroy();
    await store.close();
    await database.close();
    rmSync(directory, { recursive: true });
  });

  const workers = join(directory, 'workers');
  const startWorkerProcess = () =>
    startServerProcess({ ...settings, WORKER: 'only', DATA_DIRECTORY: workers });
  const derivedKeys = async () => {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: 'media', Prefix: 'derived/', ContinuationToken: token }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys.toSorted();
  };

  test('again and again leaves every file described once, and nothing else', async () => {
    for (let index = 0; index < FILES; index += 1) {
      const end = ['wav', 'flac', 'mp3'][index % 3] ?? 'wav';
      const coding = end === 'wav' ? ['-c:a', 'pcm_s24le'] : [];
      const tone = makeTone(directory, `tone.${end}`, { seconds: 3, hertz: 200 + index, coding });
      const { status } = await owner.upload(tone, `take ${index}.${end}`);
      expect(status).toBeLessThan(300);
    }
    for (let killed = 0; killed < KILLS; killed += 1) {
      const pair = await Promise.all([startWorkerProcess(), startWorkerProcess()]);
      await pause(KILL_EVERY_MS); // what is under way then differs from run to run, and that is the point
      await Promise.all(pair.map((worker) => worker.kill()));
    }
    const last = await startWorkerProcess();
    await expect
      .poll(() => countStates(owner), { timeout: 300_000, interval: 500 })
      .toEqual({ ready: FILES });
    expect(await last.end()).toBe(0);

    const files = await listEverything(owner);
    expect(new Set(files.map(({ versionId }) => versionId)).size).toBe(FILES);
    const expected = files.flatMap(({ versionId, fileName }) => [
      `derived/${versionId}-peaks`,
      ...(fileName.endsWith('.mp3') ? [] : [`derived/${versionId}-preview`]),
    ]);
    expect(await derivedKeys()).toEqual(expected.toSorted());
    expect(readdirSync(join(workers, 'analysis'))).toEqual([]);
  }, 900_000);

  test('listens nowhere, and ends within ten seconds when it is asked to in the middle of its work', async () => {
    const long = makeTone(directory, 'long.flac', { seconds: 3_600, hertz: 440 });
    const worker = await startWorkerProcess();
    await expect(fetch(worker.url)).rejects.toThrow();
    const { file } = await owner.upload(long, 'long.flac');
    const analysis = join(workers, 'analysis');
    const isAtWork = () =>
      readdirSync(analysis, { recursive: true }).some((name) => String(name).endsWith('original'));
    await expect.poll(isAtWork, { timeout: 30_000, interval: 50 }).toBe(true);
    const asked = performance.now();
    expect(await worker.end()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(readdirSync(analysis)).toEqual([]);
    const states = await listEverything(owner);
    expect(states.find(({ id }) => id === file?.id)?.audio?.state).toBe('pending');
  });
});
