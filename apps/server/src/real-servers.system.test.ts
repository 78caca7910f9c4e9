import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { CompletedUpload, CreatedUpload, DownloadUrl, Quota, SignedPart } from '@dawg/contract/wire';
import { startPostgres, type PostgresServer } from '@dawg/database/testing/postgres-server';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

/** Set by .ci/run (scripts/ceph-rgw.sh). */
const endpoint = process.env['TEST_RGW_ENDPOINT'];
const credentials = {
  accessKeyId: process.env['TEST_RGW_ACCESS_KEY'] ?? '',
  secretAccessKey: process.env['TEST_RGW_SECRET_KEY'] ?? '',
};
const postgres = await startPostgres();

/** Ceph 16 keeps no checksums: completing has the server read the object back. */
describe.skipIf((!endpoint || !postgres) && !process.env['CI'])(
  'a server on PostgreSQL and Ceph’s gateway',
  () => {
    let database: PostgresServer;
    let server: TestServer;
    beforeAll(async () => {
      if (!postgres || !endpoint) throw new Error('CI needs both: scripts/ceph-rgw.sh starts the gateway');
      database = postgres;
      const bucket = `dawg-server-${randomUUID()}`;
      const client = createS3Client({ region: 'us-east-1', endpoint, credentials });
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      client.destroy();
      server = await startTestServer({
        databaseUrl: database.url,
        store: { kind: 's3', bucket, region: 'us-east-1', endpoint, credentials },
      });
      await server.createOwner();
    });
    afterAll(async () => {
      await server.close();
      await database.close();
    });

    const mutate = async <Answer>(path: string, input: unknown): Promise<Answer> => {
      const response = await server.mutate(path, input);
      const body = (await response.json()) as { result?: { data: Answer }; error?: unknown };
      if (!body.result) throw new Error(JSON.stringify(body.error));
      return body.result.data;
    };
    const checksumOf = (bytes: Uint8Array) => encodeCrc32(crc32(bytes));
    const upload = async (bytes: Uint8Array<ArrayBuffer>, claimed: string) => {
      const created = await mutate<CreatedUpload>('uploads.create', {
        idempotencyKey: randomUUID(),
        fileName: 'master.wav',
        sizeBytes: bytes.length,
        contentType: 'audio/wav',
      });
      if (created.kind !== 'session') throw new Error('stored already');
      const { id: sessionId, partSizeBytes, partCount } = created.session;
      for (let partNumber = 1; partNumber <= partCount; partNumber++) {
        const part = bytes.slice((partNumber - 1) * partSizeBytes, partNumber * partSizeBytes);
        const parts = [{ partNumber, checksum: checksumOf(part) }];
        const [signed] = await mutate<SignedPart[]>('uploads.sign', { sessionId, parts });
        const stored = await fetch(signed?.url ?? '', {
          method: 'PUT',
          headers: { ...signed?.headers },
          body: part,
        });
        expect(stored.status).toBe(200);
      }
      return mutate<CompletedUpload>('uploads.complete', { sessionId, checksum: claimed });
    };
    const quota = async () => {
      const { result } = (await (await server.query('quota.get')).json()) as { result: { data: Quota } };
      return { usedBytes: result.data.usedBytes, reservedBytes: result.data.reservedBytes };
    };

    test('stores what was sent, after reading it back, and gives it out byte for byte', async () => {
      const bytes = new Uint8Array(randomBytes(9 * 2 ** 20));
      const completed = await upload(bytes, checksumOf(bytes));
      if (completed.kind !== 'stored') throw new Error('incomplete');
      expect(completed.file).toMatchObject({ sizeBytes: bytes.length, checksum: checksumOf(bytes) });
      expect(await quota()).toEqual({ usedBytes: bytes.length, reservedBytes: 0 });

      const { url } = await mutate<DownloadUrl>('files.downloadUrl', { fileId: completed.file.id });
      const downloaded = new Uint8Array(await (await fetch(url)).arrayBuffer());
      expect(Buffer.compare(downloaded, bytes)).toBe(0);

      await mutate('files.trash', { fileId: completed.file.id });
      await mutate('files.purge', { fileId: completed.file.id });
      expect(await quota()).toEqual({ usedBytes: 0, reservedBytes: 0 });
      expect((await fetch(url)).status).toBe(404);
    });

    test('sends a small file in one PUT, whose URL stores nothing once the file is deleted for good', async () => {
      const bytes = new Uint8Array(randomBytes(100_000));
      const created = await mutate<CreatedUpload>('uploads.create', {
        idempotencyKey: randomUUID(),
        fileName: 'kick.wav',
        folderPath: 'Drums',
        sizeBytes: bytes.length,
        contentType: 'audio/wav',
        parts: [{ partNumber: 1, checksum: checksumOf(bytes) }],
      });
      if (created.kind !== 'session') throw new Error('stored already');
      const [signed] = created.signed;
      const put = async () => {
        const init = { method: 'PUT', headers: { ...signed?.headers }, body: bytes };
        return (await fetch(signed?.url ?? '', init)).status;
      };
      expect(await put()).toBe(200);
      const completing = { sessionId: created.session.id, checksum: checksumOf(bytes) };
      const completed = await mutate<CompletedUpload>('uploads.complete', completing);
      if (completed.kind !== 'stored') throw new Error('incomplete');
      expect(completed.file).toMatchObject({ folderPath: 'Drums', checksum: checksumOf(bytes) });
      await mutate('files.trash', { fileId: completed.file.id });
      await mutate('files.purge', { fileId: completed.file.id });
      expect(await put()).toBe(412);
      expect(await quota()).toEqual({ usedBytes: 0, reservedBytes: 0 });
    });

    test('stores nothing when what arrived is not what was claimed, though the store took it', async () => {
      const bytes = new Uint8Array(randomBytes(1000));
      await expect(upload(bytes, checksumOf(bytes.subarray(1)))).rejects.toThrow('checksum-mismatch');
      expect(await quota()).toEqual({ usedBytes: 0, reservedBytes: 0 });
    });
  },
);
