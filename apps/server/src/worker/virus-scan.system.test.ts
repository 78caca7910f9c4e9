import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { CompletedUpload, CreatedUpload, StoredFile } from '@dawg/contract/wire';
import {
  EICAR,
  MAX_FILE_BYTES,
  skipsWithoutClamd,
  startClamd,
} from '@dawg/virus-scan-clamd/testing/test-clamd';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listEverything } from '../../testing/audio-states.ts';
import { openClamdLine, type ClamdLine } from '../../testing/clamd-line.ts';
import { signUp, type RestCaller } from '../../testing/rest-caller.ts';
import { startServerProcess, type ServerProcess } from '../../testing/server-process.ts';
import { freePort } from '../../testing/test-server.ts';

const WAIT = { timeout: 60_000, interval: 100 };

/** A WAV of so many bytes of faint noise, with EICAR at `at`. Noise, because what is compressed well proves nothing. */
function wavOf(sizeBytes: number, at: number | null): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(sizeBytes - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(48_000, 24);
  bytes.writeUInt32LE(96_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(sizeBytes - 44, 40);
  for (let offset = 44; offset < sizeBytes - 1; offset += 2)
    bytes.writeInt16LE(((offset * 7919) % 2001) - 1000, offset);
  if (at !== null) EICAR.copy(bytes, at);
  return bytes;
}

/** An MP3 whose first 3.9 MB are a tag. */
function mp3WithTag(tail: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const size = 3_900_000;
  const digits = [21, 14, 7, 0].map((shift) => (size >> shift) & 127);
  const frame = Buffer.concat([
    Buffer.from('COMM', 'latin1'),
    Buffer.alloc(6),
    Buffer.alloc(size - 10, 0x41),
  ]);
  frame.writeUInt32BE(size - 10, 4);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(digits), frame, tail]);
}

describe.skipIf(skipsWithoutClamd())('what is stored is scanned for viruses', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-scan-'));
  let clamd: Awaited<ReturnType<typeof startClamd>>;
  let line: ClamdLine;
  let settings: Record<string, string>;
  let server: ServerProcess;
  let owner: RestCaller;
  beforeAll(async () => {
    clamd = await startClamd();
    line = await openClamdLine(clamd.path);
    settings = {
      DATA_DIRECTORY: join(directory, 'data'),
      PORT: String(await freePort()),
      WORKER: 'inside',
      OPEN_SIGN_UP: 'true',
      SCAN: 'on',
      CLAMD_ADDRESS: line.address,
      CLAMD_MAX_FILE_BYTES: String(MAX_FILE_BYTES),
      CLAMD_TIMEOUT_SECONDS: '10',
      // What is no audio is taken away by the analysis; here it is the scan that counts.
      PATH: `${directory}/nothing`,
    };
    server = await startServerProcess(settings);
    owner = await signUp({ url: `http://127.0.0.1:${settings['PORT']}` }, 'producer');
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await line?.close();
    await clamd?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const store = async (bytes: Buffer<ArrayBuffer>, name: string): Promise<string> => {
    const { status, file } = await owner.upload(bytes, name);
    expect(status).toBeLessThan(300);
    return file?.id ?? '';
  };
  const replace = async (bytes: Buffer<ArrayBuffer>, fileName: string): Promise<StoredFile> => {
    const mutate = async <Answer>(path: string, input: unknown): Promise<Answer> => {
      const headers = { 'content-type': 'application/json', 'x-dawg-client': 'test' };
      const response = await owner.call('POST', `/trpc/${path}`, { headers, body: JSON.stringify(input) });
      return ((await response.json()) as { result: { data: Answer } }).result.data;
    };
    const checksum = encodeCrc32(crc32(bytes));
    const created = await mutate<CreatedUpload>('uploads.create', {
      idempotencyKey: randomUUID(),
      fileName,
      contentType: 'audio/wav',
      sizeBytes: bytes.length,
      onConflict: 'replace',
      parts: [{ partNumber: 1, checksum }],
    });
    if (created.kind !== 'session') throw new Error(created.kind);
    const [part] = created.signed;
    const { status } = await fetch(part?.url ?? '', {
      method: 'PUT',
      headers: part?.headers ?? {},
      body: bytes,
    });
    expect(status).toBe(200);
    const sessionId = created.session.id;
    const completed = await mutate<CompletedUpload>('uploads.complete', { sessionId, checksum });
    if (completed.kind !== 'stored') throw new Error(completed.kind);
    return completed.file;
  };
  const fileOf = async (id: string): Promise<StoredFile | undefined> =>
    (await listEverything(owner)).find((file) => file.id === id);
  const stateOf = async (id: string) => (await fileOf(id))?.scan.state;
  const download = (id: string, query = '') => owner.call('GET', `/api/storage/download/${id}${query}`);
  const codeOf = async (response: Response) => {
    const body = (await response.json()) as { error?: { code: string }; code?: string };
    return body.error?.code ?? body.code;
  };

  test.each([
    ['at its first byte', wavOf(5000, 0)],
    ['30 MB into its samples', wavOf(32_000_000, 30_000_000)],
    ['behind a tag of 3.9 MB', mp3WithTag(EICAR)],
  ])('a file with a virus %s is quarantined, and its owner deletes it', async (place, bytes) => {
    const name = place.startsWith('behind') ? 'tag.mp3' : 'mix.wav';
    const id = await store(bytes, name);
    await expect.poll(() => stateOf(id), WAIT).toBe('infected');
    expect((await fileOf(id))?.scan.detail).toContain('Test.Eicar');
    const refused = await download(id);
    expect(refused.status).toBe(403);
    expect(await codeOf(refused)).toBe('file-quarantined');
    const gone = await owner.call('DELETE', `/api/storage/files/${id}?permanent=true`);
    expect(gone.status).toBeLessThan(300);
    expect(await fileOf(id)).toBeUndefined();
  });

  test.each([
    ['a WAV', wavOf(200_000, null), 'clean.wav'],
    ['an MP3 with a tag of 3.9 MB', mp3WithTag(Buffer.alloc(1000)), 'clean.mp3'],
  ])('%s in which there is none is given', async (_, bytes, name) => {
    const id = await store(bytes, name);
    await expect.poll(() => stateOf(id), WAIT).toBe('clean');
    expect((await download(id)).status).toBe(200);
  });

  test('a file beyond the limit is unscannable: its owner has it by saying so', async () => {
    const id = await store(wavOf(MAX_FILE_BYTES + 1, null), 'long.wav');
    await expect.poll(() => stateOf(id), WAIT).toBe('unscannable');
    const refused = await download(id);
    expect(refused.status).toBe(409);
    expect(await codeOf(refused)).toBe('file-unscannable');
    expect((await download(id, '?acceptUnscanned=true')).status).toBe(200);
  });

  test('an infected version does not take the place of the one before', async () => {
    const first = await store(wavOf(3000, null), 'take.wav');
    await expect.poll(() => stateOf(first), WAIT).toBe('clean');
    const before = await fileOf(first);
    const stored = await replace(wavOf(4000, 1000), 'take.wav');
    expect(stored.id).toBe(first);
    expect(stored.versionId).not.toBe(before?.versionId);
    await expect.poll(async () => (await fileOf(first))?.versionId, WAIT).toBe(before?.versionId);
    expect((await download(first)).status).toBe(200);
  });

  test('while clamd is down files wait, nobody gets them, and they are scanned once it is there', async () => {
    await clamd.kill();
    const id = await store(wavOf(6000, null), 'waits.wav');
    const ready = await owner.call('GET', '/readyz');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'degraded', scan: { state: 'unavailable' } });
    const refused = await download(id);
    expect(refused.status).toBe(409);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(refused)).toBe('file-not-scanned-yet');
    await clamd.startAgain();
    await expect.poll(() => stateOf(id), WAIT).toBe('clean');
    expect(await (await owner.call('GET', '/readyz')).json()).toMatchObject({ scan: { state: 'ready' } });
  });

  test('clamd that is killed in the middle of a file has not called it clean', async () => {
    const held = line.holdAfter(10_000_000);
    const id = await store(wavOf(20_000_000, 19_000_000), 'middle.wav');
    await held;
    await clamd.kill();
    expect(await stateOf(id)).toBe('scanning');
    await clamd.startAgain();
    await expect.poll(() => stateOf(id), WAIT).toBe('infected');
  });

  test('a worker that is killed while it scans leaves the file waiting for the next one', async () => {
    const held = line.holdAfter(4_000_000);
    const id = await store(wavOf(8_000_000, null), 'killed.wav');
    await held;
    expect(await stateOf(id)).toBe('scanning');
    await server.kill();
    server = await startServerProcess({ ...settings, WORKER_HEARTBEAT_SECONDS: '10' });
    await expect.poll(() => stateOf(id), WAIT).toBe('clean');
  });

  test('what was stored while nothing scanned is scanned when something does', async () => {
    await server.close();
    const { SCAN: _, ...off } = settings;
    const without = await startServerProcess(off);
    onTestFinished(() => without.close());
    const good = await store(wavOf(7000, null), 'before.wav');
    const bad = await store(wavOf(7000, 100), 'before too.wav');
    expect(await stateOf(bad)).toBe('unasked');
    expect((await download(bad)).status).toBe(200);
    await without.close();
    server = await startServerProcess(settings);
    await expect.poll(() => stateOf(bad), WAIT).toBe('infected');
    await expect.poll(() => stateOf(good), WAIT).toBe('clean');
  });
});
