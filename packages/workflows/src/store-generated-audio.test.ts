import { OWNER } from '@dawg/storage/testing/test-storage';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld } from '../testing/open-world.ts';
import { startTlsServer, type TlsServer } from '../testing/tls-server.ts';
import { storeGeneratedAudio } from './store-generated-audio.ts';

describe('generated audio', () => {
  let server: TlsServer;
  let origin = '';
  beforeAll(async () => {
    server = await startTlsServer();
    origin = `https://localhost:${server.port}`;
  });
  afterAll(() => server.close());

  const store = (world: ReturnType<typeof openWorld>, url: string, change: { timeoutMs?: number } = {}) =>
    storeGeneratedAudio({
      ...world,
      url,
      fileName: 'generated.mp3',
      maxBytes: 1_000_000,
      isAllowed: (address) => address === '127.0.0.1',
      ca: server.ca,
      metadata: { generationId: 'g-1', provider: 'suno' },
      ...change,
    });

  test('is streamed from its URL into the store', async () => {
    const world = openWorld();
    server.answers.set('/song', (_request, answer) => {
      answer.writeHead(200, { 'content-type': 'audio/mpeg' });
      answer.end(Buffer.alloc(300_000, 7));
    });
    const file = await store(world, `${origin}/song`);
    expect(file).toMatchObject({ fileName: 'generated.mp3', sizeBytes: 300_000, contentType: 'audio/mpeg' });
    expect(file.metadata).toEqual({ generationId: 'g-1', provider: 'suno' });
    expect(await world.ledger()).toEqual({ usedBytes: 300_000, reservedBytes: 0 });
    expect((await world.catalog.files.find(OWNER, file.id))?.storageKey).toMatch(/^generated\//);
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
    server.answers.set('/wrong', listener);
    const failure = await store(world, `${origin}/wrong`).catch((error: unknown) => error);
    expect((failure as { code?: string }).code ?? 'internal').toMatch(code === 'internal' ? /./ : code);
    expect(await world.isEmpty()).toBe(true);
  });

  test('that takes too long is given up', async () => {
    const world = openWorld();
    server.answers.set('/slow', (_request, answer) => answer.writeHead(200).flushHeaders());
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
});
