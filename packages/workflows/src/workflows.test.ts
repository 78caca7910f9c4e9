import { PartNotStoredError, type PutPart } from '@dawg/client/upload/put-part';
import { createTestStorage, OWNER } from '@dawg/storage/testing/test-storage';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInProcessClient } from './in-process-client.ts';
import { saveRecording } from './save-recording.ts';
import { storeGeneratedAudio } from './store-generated-audio.ts';

/** The domain on its twins, called as other code of the server calls it. */
function openWorld() {
  const world = createTestStorage();
  const putPart: PutPart = async (signed, bytes) => {
    const status = world.store.receivePart(signed, bytes);
    if (status !== 200) throw new PartNotStoredError(status);
  };
  return { ...world, client: createInProcessClient(world.storage, { owner: OWNER }), putPart };
}

describe('a recording', () => {
  test('is stored as a WAV through an upload session, and charged by the byte', async () => {
    const world = openWorld();
    const channels = [new Float32Array(200_000).fill(0.5), new Float32Array(200_000).fill(-0.5)];
    const file = await saveRecording({
      ...world,
      channels,
      sampleRate: 48_000,
      fileName: 'Take 1.wav',
      projectId: 'project-456',
    });
    const sizeBytes = 44 + 200_000 * 2 * 3;
    expect(file).toMatchObject({
      fileName: 'Take 1.wav',
      projectId: 'project-456',
      sizeBytes,
      contentType: 'audio/wav',
    });
    expect(await world.ledger()).toEqual({ usedBytes: sizeBytes, reservedBytes: 0 });
  });

  test('that is none leaves nothing', async () => {
    const world = openWorld();
    const call = async () => saveRecording({ ...world, channels: [], sampleRate: 48_000, fileName: 'a.wav' });
    await expect(call()).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await world.isEmpty()).toBe(true);
  });
});

describe('generated audio', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-tls-'));
  const answers = new Map<string, RequestListener>();
  let server: Server;
  let origin = '';
  let ca = '';
  beforeAll(async () => {
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    ca = readFileSync(cert, 'utf8');
    server = createServer({ key: readFileSync(key), cert: ca }, (request, answer) => {
      answers.get(request.url ?? '')?.(request, answer);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(directory, { recursive: true });
  });

  const store = (world: ReturnType<typeof openWorld>, url: string, change: { timeoutMs?: number } = {}) =>
    storeGeneratedAudio({
      ...world,
      url,
      fileName: 'generated.mp3',
      maxBytes: 1_000_000,
      isAllowed: (address) => address === '127.0.0.1',
      ca,
      ...change,
    });

  test('is streamed from its URL into the store', async () => {
    const world = openWorld();
    answers.set('/song', (_request, answer) => {
      answer.writeHead(200, { 'content-type': 'audio/mpeg' });
      answer.end(Buffer.alloc(300_000, 7));
    });
    const file = await store(world, `${origin}/song`);
    expect(file).toMatchObject({ fileName: 'generated.mp3', sizeBytes: 300_000, contentType: 'audio/mpeg' });
    expect(await world.ledger()).toEqual({ usedBytes: 300_000, reservedBytes: 0 });
  });

  test.each<[string, RequestListener, string]>([
    [
      'redirects',
      (_request, answer) => answer.writeHead(302, { location: '/song' }).end(),
      'invalid-request',
    ],
    ['is not there', (_request, answer) => answer.writeHead(404).end(), 'invalid-request'],
    [
      'says that it is too large',
      (_request, answer) => answer.writeHead(200, { 'content-length': 2_000_000 }).flushHeaders(),
      'file-too-large',
    ],
    [
      'is too large without saying so',
      (_request, answer) => answer.writeHead(200).end(Buffer.alloc(1_000_001)),
      'file-too-large',
    ],
    [
      'is no audio',
      (_request, answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end('x'),
      'type-not-allowed',
    ],
    ['is empty', (_request, answer) => answer.writeHead(200).end(), 'file-empty'],
    [
      'breaks off',
      (_request, answer) => {
        answer.writeHead(200, { 'content-length': 100_000 });
        answer.write('x');
        setImmediate(() => answer.destroy());
      },
      'internal',
    ],
  ])('that %s is refused and leaves nothing', async (_what, listener, code) => {
    const world = openWorld();
    answers.set('/wrong', listener);
    const failure = await store(world, `${origin}/wrong`).catch((error: unknown) => error);
    expect((failure as { code?: string }).code ?? 'internal').toMatch(code === 'internal' ? /./ : code);
    expect(await world.isEmpty()).toBe(true);
  });

  test('that takes too long is given up', async () => {
    const world = openWorld();
    answers.set('/slow', (_request, answer) => answer.writeHead(200).flushHeaders());
    await expect(store(world, `${origin}/slow`, { timeoutMs: 300 })).rejects.toThrow('too long');
    expect(await world.isEmpty()).toBe(true);
  });

  test.each([
    ['http://example.com/a.mp3', 'https:'],
    ['file:///etc/passwd', 'https:'],
    ['https://user:secret@example.com/a.mp3', 'user'],
    ['https://127.0.0.1/a.mp3', 'public internet'],
    ['https://127.1/a.mp3', 'public internet'],
    ['https://0x7f000001/a.mp3', 'public internet'],
    ['https://2130706433/a.mp3', 'public internet'],
    ['https://[::1]/a.mp3', 'public internet'],
    ['https://[::ffff:169.254.169.254]/latest/meta-data', 'public internet'],
    ['https://169.254.169.254/latest/meta-data', 'public internet'],
    ['https://10.0.0.1/a.mp3', 'public internet'],
    ['https://localhost/a.mp3', 'public internet'],
    ['nonsense', 'no URL'],
  ])('is not fetched from %s', async (url, problem) => {
    const world = openWorld();
    const call = storeGeneratedAudio({ ...world, url, fileName: 'a.mp3', maxBytes: 1000 });
    await expect(call).rejects.toThrow(problem);
    expect(await world.isEmpty()).toBe(true);
  });

  test('is fetched from the address that was checked, whatever the name says later', async () => {
    const world = openWorld();
    answers.set('/song', (_request, answer) => answer.writeHead(200).end('x'));
    const asked: string[] = [];
    await storeGeneratedAudio({
      ...world,
      url: `${origin}/song`,
      fileName: 'a.mp3',
      maxBytes: 1000,
      ca,
      isAllowed: (address) => {
        asked.push(address);
        return address.startsWith('127.') || address === '::1';
      },
    });
    expect(new Set(asked).size).toBe(asked.length); // each address is asked about once: there was one look-up
  });
});
