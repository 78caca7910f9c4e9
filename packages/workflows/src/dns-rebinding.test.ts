import type { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorld } from '../testing/open-world.ts';
import { startTlsServer, type TlsServer } from '../testing/tls-server.ts';
import { storeGeneratedAudio } from './store-generated-audio.ts';

/** Loopback plays both: one address of it the public internet, the other what only this server can reach. */
const [PUBLIC, PRIVATE] = ['127.0.0.2', '127.0.0.1'];

// Other systems than Linux have no second address of loopback.
describe.skipIf(process.platform !== 'linux')('a name whose answer changes', () => {
  let song: TlsServer;
  let canary: Server;
  let touched = 0;
  beforeAll(async () => {
    song = await startTlsServer(PUBLIC);
    song.answers.set('/song', (_request, answer) => answer.writeHead(200).end('song'));
    canary = createServer((socket) => {
      touched++;
      socket.destroy();
    }).listen(song.port, PRIVATE);
    await once(canary, 'listening');
  });
  afterAll(() => {
    song.close();
    canary.close();
  });
  beforeEach(() => {
    touched = 0;
  });

  /** A resolver that gives one answer after the other, the last one for ever. */
  const answering = (...answers: readonly (readonly string[])[]) => {
    const asked: string[] = [];
    const resolve = (host: string, _options: unknown, done: (error: null, found: object[]) => void) => {
      const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
      asked.push(host);
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    };
    // `lookup` has many shapes and a promisified one beside them; only this one is called.
    return { asked, resolve: resolve as unknown as typeof lookup };
  };
  const store = (world: ReturnType<typeof openWorld>, resolve: typeof lookup) =>
    storeGeneratedAudio({
      ...world,
      url: `https://rebinding.test:${song.port}/song`,
      fileName: 'a.mp3',
      maxBytes: 1000,
      ca: song.ca,
      resolve,
      isAllowed: (address) => address === PUBLIC,
    });

  test('from public to private leads to the address that was checked: the private one is never touched', async () => {
    const world = openWorld();
    const { asked, resolve } = answering([PUBLIC], [PRIVATE]);
    expect(await store(world, resolve)).toMatchObject({ sizeBytes: 4 });
    expect(asked).toEqual(['rebinding.test']);
    expect(touched).toBe(0);
  });

  test.each([
    ['private', [PRIVATE]],
    ['private beside public', [PUBLIC, PRIVATE]],
    ['private before public', [PRIVATE, PUBLIC]],
    ['nothing', []],
  ])('and is %s at first is not connected to at all', async (_what, first) => {
    const world = openWorld();
    const { resolve } = answering(first, [PUBLIC]);
    await expect(store(world, resolve)).rejects.toThrow('public internet');
    expect(touched).toBe(0);
    expect(await world.isEmpty()).toBe(true);
  });

  test('the canary is where it would be touched', async () => {
    const world = openWorld();
    const { resolve } = answering([PRIVATE]);
    const careless = storeGeneratedAudio({
      ...world,
      url: `https://rebinding.test:${song.port}/song`,
      fileName: 'a.mp3',
      maxBytes: 1000,
      resolve,
      isAllowed: () => true,
    });
    await expect(careless).rejects.toThrow('cannot be reached');
    expect(touched).toBe(1);
  });
});
