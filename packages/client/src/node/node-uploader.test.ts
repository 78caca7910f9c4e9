import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync, utimesSync, writeFileSync, appendFileSync, unlinkSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { partRanges, planOf } from '@dawg/contract/part-plan';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noise } from '../../testing/fixtures.ts';
import { pathSource } from './path-source.ts';
import { putPartByNode } from './put-part.ts';

const never = new AbortController().signal;

describe('a path', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'dawg-path-'))));
  afterEach(() => rmSync(directory, { recursive: true }));
  const write = (bytes: Uint8Array) => {
    const path = join(directory, 'mix.wav');
    writeFileSync(path, bytes);
    return path;
  };
  const ranges = (sizeBytes: number) => partRanges(planOf(sizeBytes, 1000));

  test('is read part by part, each with its checksum', async () => {
    const bytes = noise(2500, 1);
    const source = await pathSource(write(bytes), { folderPath: 'Album' });
    expect(source).toMatchObject({ name: 'mix.wav', folderPath: 'Album', sizeBytes: 2500 });
    for (const range of ranges(2500)) {
      const part = await source.readPart(range);
      const expected = bytes.subarray(range.start, range.end);
      expect(part.bytes).toEqual(expected);
      expect(part.crc).toBe(crc32(expected));
    }
  });

  test.each([
    ['grows', (path: string) => appendFileSync(path, 'more')],
    ['is written to in place', (path: string) => utimesSync(path, 1, 1)],
    ['shrinks', (path: string) => writeFileSync(path, 'short')],
  ])('that %s is noticed when it is read', async (_what, change) => {
    const path = write(noise(2500, 1));
    const source = await pathSource(path);
    change(path);
    const [range] = ranges(2500);
    if (!range) throw new Error('no part');
    await expect(source.readPart(range)).rejects.toMatchObject({ code: 'file-changed' });
  });

  test('that is deleted cannot be read, which is not the same as changed', async () => {
    const path = write(noise(2500, 1));
    const source = await pathSource(path);
    unlinkSync(path);
    const [range] = ranges(2500);
    if (!range) throw new Error('no part');
    await expect(source.readPart(range)).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  test('can be looked at again', async () => {
    const path = write(noise(10, 1));
    const source = await pathSource(path);
    appendFileSync(path, 'more');
    expect(await source.lookAgain?.()).toMatchObject({ sizeBytes: 14 });
  });
});

describe('a part sent by Node', () => {
  let server: Server;
  let received: { headers: IncomingMessage['headers']; body: Buffer }[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    received = [];
    answer = (_request, response) => void response.writeHead(200).end();
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (
    bytes: Uint8Array<ArrayBuffer>,
    signal = never,
    onProgress: (sent: number) => void = () => {},
  ) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = `http://127.0.0.1:${address.port}/part`;
    const signed = { partNumber: 1, url, headers: { 'x-signed': 'yes' }, sizeBytes: bytes.length };
    return putPartByNode({ ...signed, expiresInSeconds: 60 }, bytes, { signal, onProgress });
  };

  test('arrives whole, with its headers and length, and tells its progress', async () => {
    const bytes = noise(3 * 2 ** 20 + 7, 1);
    const progress: number[] = [];
    await send(bytes, never, (sent) => progress.push(sent));
    expect(Buffer.compare(received[0]?.body ?? Buffer.alloc(0), bytes)).toBe(0);
    expect(received[0]?.headers).toMatchObject({ 'x-signed': 'yes', 'content-length': String(bytes.length) });
    expect(progress).toEqual([2 ** 20, 2 * 2 ** 20, 3 * 2 ** 20, bytes.length]);
  });

  test.each([400, 403, 404, 412, 503])('tells that it was answered %i', async (status) => {
    answer = (_request, response) => void response.writeHead(status).end();
    await expect(send(noise(10, 1))).rejects.toMatchObject({ name: 'PartNotStoredError', status });
  });

  test('tells that the connection was lost', async () => {
    answer = (request) => void request.socket.destroy();
    await expect(send(noise(10, 1))).rejects.toMatchObject({ name: 'PartNotStoredError', status: null });
  });

  test('stops at once when it is told to', async () => {
    answer = () => {}; // no answer ever
    const controller = new AbortController();
    const sending = send(noise(10, 1), controller.signal);
    setTimeout(() => controller.abort(new Error('paused')), 20);
    await expect(sending).rejects.toThrow('paused');
  });
});
