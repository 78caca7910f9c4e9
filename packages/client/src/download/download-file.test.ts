import { createServer, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { quickPace, startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { onlyItem, openUploader, reaches } from '../../testing/uploaders.ts';
import { pathSink } from '../node/path-sink.ts';
import type { StorageClient } from '../storage-client.ts';
import { downloadFile } from './download-file.ts';

const SIZE = 600_000;

describe('a download', () => {
  let server: InProcessServer;
  let store: Server;
  let directory: string;
  let fileId: string;
  let ranges: (string | undefined)[];
  /** What the store does with the bytes asked for. */
  let serve: (response: ServerResponse, bytes: Buffer, start: number) => void;
  const bytes = Buffer.from(noise(SIZE, 1));

  beforeEach(async () => {
    server = startInProcessServer();
    directory = mkdtempSync(join(tmpdir(), 'dawg-download-'));
    ranges = [];
    serve = (response, rest, start) => void response.writeHead(start > 0 ? 206 : 200).end(rest);
    store = createServer((request, response) => {
      ranges.push(request.headers.range);
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      serve(response, bytes.subarray(start), start);
    }).listen(0, '127.0.0.1');
    await once(store, 'listening');
    const uploader = openUploader(server);
    uploader.add([wavFile('mix.wav', noise(SIZE, 1))]);
    await reaches(uploader, 'stored');
    const { status } = onlyItem(uploader);
    fileId = status.kind === 'stored' ? status.file.id : '';
  });
  afterEach(() => {
    store.closeAllConnections();
    store.close();
    rmSync(directory, { recursive: true });
  });

  /** The real answer, with the store of this test behind its URL. */
  const client = () => {
    const address = store.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = `http://127.0.0.1:${address.port}/mix.wav`;
    const { files, versions } = server.client;
    const ofFile = async (input: { fileId: string }) => ({
      ...(await files.downloadUrl.mutate(input)),
      url,
    });
    const ofVersion = async (input: { fileId: string; versionId: string }) => ({
      ...(await versions.downloadUrl.mutate(input)),
      url,
    });
    return {
      files: { downloadUrl: { mutate: ofFile } },
      versions: { downloadUrl: { mutate: ofVersion } },
    } as unknown as StorageClient;
  };
  const path = () => join(directory, 'mix.wav');
  const download = async (signal = new AbortController().signal, versionId?: string) => {
    const sink = await pathSink(path());
    const progress: number[] = [];
    try {
      await downloadFile(fileId, sink, {
        client: client(),
        signal,
        versionId,
        pace: quickPace,
        onProgress: (received) => progress.push(received),
      });
      await sink.finish();
    } finally {
      await sink.close();
    }
    return progress;
  };

  test('of an earlier version is verified against that version, not against the file', async () => {
    const uploader = openUploader(server);
    uploader.add([wavFile('mix.wav', noise(100, 2))], { onConflict: 'replace' });
    await reaches(uploader, 'stored');
    const [earlier] = await server.client.versions.list.query({ fileId });
    await download(new AbortController().signal, earlier?.id);
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  test('arrives byte for byte, and has its name only then', async () => {
    const progress = await download();
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    expect(existsSync(`${path()}.part`)).toBe(false);
    expect(progress.at(-1)).toBe(SIZE);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  test('goes on where a lost connection was', async () => {
    let tries = 0;
    serve = (response, rest, start) => {
      response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length });
      if (++tries > 2) return void response.end(rest);
      response.write(rest.subarray(0, 100_000), () => response.destroy());
    };
    await download();
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    expect(ranges).toHaveLength(3);
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
  });

  test('fetches only what an earlier try has not, and verifies the whole', async () => {
    writeFileSync(`${path()}.part`, bytes.subarray(0, 250_000));
    await download();
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    expect(ranges).toEqual(['bytes=250000-']);
  });

  test('begins anew when what is there is the beginning of another file', async () => {
    writeFileSync(`${path()}.part`, noise(250_000, 9));
    await download();
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    expect(ranges).toEqual(['bytes=250000-', undefined]);
  });

  test('begins anew when the store knows no ranges', async () => {
    writeFileSync(`${path()}.part`, bytes.subarray(0, 250_000));
    serve = (response) => void response.writeHead(200).end(bytes);
    await download();
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  test('of other bytes than were stored is refused, and gets no name', async () => {
    serve = (response, rest, start) => {
      const damaged = Buffer.from(rest);
      damaged[rest.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
      response.writeHead(start > 0 ? 206 : 200).end(damaged);
    };
    await expect(download()).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(existsSync(path())).toBe(false);
  });

  test('of a file that is not there is refused', async () => {
    await server.client.files.trash.mutate({ fileId });
    await server.client.files.purge.mutate({ fileId });
    await expect(download()).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test('stops when it is told to, and keeps what arrived', async () => {
    const controller = new AbortController();
    serve = (response, rest) => {
      response.writeHead(200, { 'content-length': rest.length });
      response.write(rest.subarray(0, 100_000), () =>
        setTimeout(() => controller.abort(new Error('enough')), 50),
      );
    };
    await expect(download(controller.signal)).rejects.toThrow('enough');
    expect(readFileSync(`${path()}.part`)).toHaveLength(100_000);
  });
});
