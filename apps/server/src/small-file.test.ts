import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { CompletedUpload, CreatedUpload, DownloadUrl, Quota, TakenPlaces } from '@dawg/contract/wire';
import { serveLocalStore, type LocalStore } from '@dawg/object-store-local/serve-local-store';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordRequests, type RequestRecorder } from '../testing/record-requests.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const credentials = {
  accessKeyId: 'AKIDTESTKEYTESTKEY',
  secretAccessKey: 'secret-secret-secret-secret-secret',
};
const directory = mkdtempSync(join(tmpdir(), 'dawg-small-file-'));
const checksumOf = (bytes: Uint8Array) => encodeCrc32(crc32(bytes));

describe('a small file', () => {
  let store: LocalStore;
  let wire: RequestRecorder;
  let server: TestServer;
  beforeAll(async () => {
    store = await serveLocalStore({ directory, ...credentials });
    wire = await recordRequests(store.endpoint);
    const { endpoint } = wire;
    const client = createS3Client({ region: 'us-east-1', endpoint, credentials });
    await client.send(new CreateBucketCommand({ Bucket: 'audio' }));
    client.destroy();
    server = await startTestServer({
      store: { kind: 's3', bucket: 'audio', region: 'us-east-1', endpoint, credentials },
    });
    await server.createOwner();
  });
  afterAll(async () => {
    await server.close();
    await wire.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const mutate = async <Answer>(path: string, input: unknown): Promise<Answer> => {
    const body = (await (await server.mutate(path, input)).json()) as { result?: { data: Answer } };
    if (!body.result) throw new Error(JSON.stringify(body));
    return body.result.data;
  };
  const create = async (bytes: Uint8Array) => {
    const created = await mutate<CreatedUpload>('uploads.create', {
      idempotencyKey: randomUUID(),
      fileName: 'kick.wav',
      folderPath: 'Album/Drums',
      sizeBytes: bytes.length,
      contentType: 'audio/wav',
      parts: [{ partNumber: 1, checksum: checksumOf(bytes) }],
    });
    if (created.kind !== 'session') throw new Error('stored already');
    const [signed] = created.signed;
    if (!signed) throw new Error('not signed');
    const put = async () => {
      const init = { method: 'PUT', headers: { ...signed.headers }, body: new Uint8Array(bytes) };
      return (await fetch(signed.url, init)).status;
    };
    return { session: created.session, signed, put };
  };
  const quota = async () => {
    const { result } = (await (await server.query('quota.get')).json()) as { result: { data: Quota } };
    return { usedBytes: result.data.usedBytes, reservedBytes: result.data.reservedBytes };
  };
  /** What the store was asked about objects of uploads since `from`. */
  const asked = (from: number) =>
    wire.requests
      .slice(from)
      .filter(({ path }) => path.startsWith('/audio/uploads/'))
      .map(({ method, query }) => [method, ...query].join(' '));

  test('takes two control calls, one PUT, and no multipart call', async () => {
    await create(randomBytes(1)); // the store is probed before the first
    const from = wire.requests.length;
    const bytes = randomBytes(100_000);
    const { session, put } = await create(bytes);
    expect(wire.requests).toHaveLength(from);
    expect(await put()).toBe(200);
    const completing = { sessionId: session.id, checksum: checksumOf(bytes) };
    const completed = await mutate<CompletedUpload>('uploads.complete', completing);
    if (completed.kind !== 'stored') throw new Error('incomplete');
    expect(asked(from)).toEqual(['PUT', 'HEAD']);
    expect(wire.requests).toHaveLength(from + 2);

    const places = ['kick.wav', 'snare.wav'].map((fileName) => ({ folderPath: 'album/drums', fileName }));
    expect(await mutate<TakenPlaces>('files.taken', { places })).toEqual({ taken: [0] });
    const download = await mutate<DownloadUrl>('files.downloadUrl', { fileId: completed.file.id });
    expect(download).toMatchObject({ sizeBytes: 100_000, checksum: checksumOf(bytes) });
    const downloaded = new Uint8Array(await (await fetch(download.url)).arrayBuffer());
    expect(Buffer.compare(downloaded, bytes)).toBe(0);

    await mutate('files.trash', { fileId: completed.file.id });
    await mutate('files.purge', { fileId: completed.file.id });
    expect(await put()).toBe(412);
    expect(await quota()).toMatchObject({ usedBytes: 0 });
  });

  test('that is given up frees its bytes at once, and its URL stores nothing', async () => {
    const before = await quota();
    const { session, put } = await create(randomBytes(50));
    expect(await put()).toBe(200);
    await mutate('uploads.abort', { sessionId: session.id });
    expect(await quota()).toEqual(before);
    expect(await put()).toBe(412);
  });
});
