import { CreateBucketCommand, DeleteBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SignedPart } from '@dawg/contract/wire';
import type { ObjectStoreHarness } from '@dawg/storage/testing/object-store-suite';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { rememberCapabilities } from '../src/probe-capabilities.ts';
import { createS3ObjectStore } from '../src/s3-object-store.ts';

/** Time enough for the store to have begun with the first half. */
const HALFWAY_MS = 200;

/** The S3 adapter on a bucket of its own, for the contract suite. */
export async function openS3Harness(client: S3Client): Promise<ObjectStoreHarness> {
  const bucket = `dawg-test-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const objects = createS3ObjectStore(client, bucket, rememberCapabilities(client, bucket));
  const stored = new Set<string>();
  return {
    objects: {
      ...objects,
      completeMultipart: (target, parts, checksum) => {
        stored.add(target.key);
        return objects.completeMultipart(target, parts, checksum);
      },
      presignPut: (key, put, expiresInSeconds) => {
        stored.add(key);
        return objects.presignPut(key, put, expiresInSeconds);
      },
    },
    putPart: async ({ url, headers }, bytes) => {
      const response = await fetch(url, {
        method: 'PUT',
        headers: { ...headers },
        body: new Uint8Array(bytes),
      });
      await response.arrayBuffer();
      return response.status;
    },
    putWhile,
    download: async (url) => {
      const response = await fetch(url);
      return {
        status: response.status,
        bytes: new Uint8Array(await response.arrayBuffer()),
        disposition: response.headers.get('content-disposition') ?? '',
      };
    },
    close: async () => {
      for (const key of stored) await objects.deleteObject(key);
      // Succeeds only when the suite left nothing behind, not even an unfinished upload's object.
      await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      client.destroy();
    },
  };
}

/** Sends half, waits, and sends the rest. `fetch` cannot: its streams have no length. */
async function putWhile(
  { url, headers }: SignedPart,
  bytes: Uint8Array,
  meanwhile: () => Promise<void>,
): Promise<number> {
  const put = request(url, { method: 'PUT', headers: { ...headers, 'content-length': bytes.length } });
  const answered = once(put, 'response') as Promise<[IncomingMessage]>; // what `response` comes with
  put.write(bytes.subarray(0, bytes.length / 2));
  await new Promise((resolve) => setTimeout(resolve, HALFWAY_MS));
  await meanwhile();
  put.end(bytes.subarray(bytes.length / 2));
  const [response] = await answered;
  response.resume();
  return response.statusCode ?? 0;
}
