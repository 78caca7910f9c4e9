import { serveLocalStore } from '@dawg/object-store-local/serve-local-store';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { objectStoreSuite } from '@dawg/storage/testing/object-store-suite';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openS3Harness } from '../testing/s3-harness.ts';
import { probeCapabilities } from './probe-capabilities.ts';
import { createS3Client } from './s3-client.ts';

const credentials = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };

async function openEmbeddedStore() {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-store-'));
  const served = await serveLocalStore({ directory, ...credentials });
  const client = createS3Client({ region: 'us-east-1', endpoint: served.endpoint, credentials });
  const close = async () => {
    client.destroy();
    await served.close();
    rmSync(directory, { recursive: true });
  };
  return { client, close };
}

objectStoreSuite('the embedded endpoint', { verifiesChecksums: true }, async () => {
  const { client, close } = await openEmbeddedStore();
  const harness = await openS3Harness(client);
  return {
    ...harness,
    close: async () => {
      await harness.close();
      await close();
    },
  };
});

test('the embedded endpoint is found by the probe to verify and report every checksum and to refuse overwriting, and keeps nothing of it', async () => {
  const { client, close } = await openEmbeddedStore();
  const bucket = { Bucket: `dawg-probe-${randomUUID()}` };
  await client.send(new CreateBucketCommand(bucket));
  expect(await probeCapabilities(client, bucket.Bucket)).toEqual({
    verifiesPartChecksums: true,
    reportsPartChecksums: true,
    verifiesObjectChecksum: true,
    reportsObjectChecksum: true,
    verifiesPutChecksum: true,
    refusesOverwrite: true,
  });
  await client.send(new DeleteBucketCommand(bucket)); // refused while anything is in it
  await close();
});
