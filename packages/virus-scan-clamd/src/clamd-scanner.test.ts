import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createClamdScanner } from './clamd-scanner.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A scanner in front of something that is not clamd. */
async function scannerBefore(answer: (socket: Socket) => void, timeoutMs = 5_000) {
  const server = createServer((socket) => {
    socket.on('error', () => {}); // the scanner hangs up when it has its answer
    answer(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return createClamdScanner({ address: { host: '127.0.0.1', port }, maxFileBytes: 10 ** 9, timeoutMs });
}

async function* pieces(count: number, bytes = 65_536) {
  for (let piece = 0; piece < count; piece += 1) yield new Uint8Array(bytes).fill(7);
}
const signal = new AbortController().signal;

test('nothing is clean when nobody listens', async () => {
  const nobody = createClamdScanner({
    address: { path: '/nowhere' },
    maxFileBytes: 10 ** 9,
    timeoutMs: 1_000,
  });
  expect(await nobody.state()).toMatchObject({ state: 'unavailable' });
  await expect(nobody.scan(pieces(1), 65_536, signal)).rejects.toMatchObject({ name: 'ScannerUnavailable' });
});

test('nothing is clean when the connection breaks, at once or in the middle', async () => {
  for (const close of [
    (socket: Socket) => socket.destroy(),
    (socket: Socket) => socket.once('data', () => socket.destroy()),
  ]) {
    const scanner = await scannerBefore(close);
    await expect(scanner.scan(pieces(400), 400 * 65_536, signal)).rejects.toMatchObject({
      name: 'ScannerUnavailable',
    });
  }
});

test('nothing is clean when nothing is said', async () => {
  const scanner = await scannerBefore((socket) => socket.resume(), 300);
  await expect(scanner.scan(pieces(1), 65_536, signal)).rejects.toThrow('silent');
  expect(await scanner.state()).toMatchObject({ state: 'unavailable' });
});

test('nothing is clean by an answer that comes before all bytes', async () => {
  const scanner = await scannerBefore((socket) => socket.end('stream: OK\0'));
  await expect(scanner.scan(pieces(400), 400 * 65_536, signal)).rejects.toMatchObject({
    name: 'ScannerUnavailable',
  });
});

test('nothing is clean of which not all bytes came', async () => {
  const scanner = await scannerBefore((socket) => socket.resume());
  await expect(scanner.scan(pieces(1), 65_537, signal)).rejects.toThrow('65536 bytes of 65537');
});

test('an answer that comes early because there is too much is understood', async () => {
  const scanner = await scannerBefore((socket) =>
    socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0')),
  );
  expect(await scanner.scan(pieces(2_000), 2_000 * 65_536, signal)).toMatchObject({ verdict: 'unscannable' });
});

test('a file beyond the limit is not sent at all, and never clean', async () => {
  let connections = 0;
  const scanner = await scannerBefore(() => (connections += 1));
  expect(await scanner.scan(pieces(0), 3 * 2 ** 30, signal)).toMatchObject({ verdict: 'unscannable' });
  expect(connections).toBe(0);
});

test('a scan stops when it is told to, also while it waits', async () => {
  const scanner = await scannerBefore((socket) => socket.resume());
  const stop = new AbortController();
  const scanning = scanner.scan(pieces(1), 65_536, stop.signal);
  setTimeout(() => stop.abort(), 50);
  await expect(scanning).rejects.toMatchObject({ code: 'stopped' });
  await expect(scanner.scan(pieces(1), 65_536, stop.signal)).rejects.toMatchObject({ code: 'stopped' });
});

test('what the source throws is passed on', async () => {
  const scanner = await scannerBefore((socket) => socket.resume());
  async function* broken() {
    yield new Uint8Array(10);
    throw new Error('the store is gone');
  }
  await expect(scanner.scan(broken(), 100, signal)).rejects.toThrow('the store is gone');
});
