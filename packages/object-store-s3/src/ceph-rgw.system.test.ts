import { objectStoreSuite } from '@dawg/storage/testing/object-store-suite';
import { describe, expect, test } from 'vitest';
import { openS3Harness } from '../testing/s3-harness.ts';
import { probeCapabilities } from './probe-capabilities.ts';
import { createS3Client } from './s3-client.ts';
import { CreateBucketCommand, DeleteBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';

/** Set by .ci/run, which starts Ceph's gateway from Debian's packages (scripts/ceph-rgw.sh). */
const endpoint = process.env['TEST_RGW_ENDPOINT'];
const credentials = {
  accessKeyId: process.env['TEST_RGW_ACCESS_KEY'] ?? '',
  secretAccessKey: process.env['TEST_RGW_SECRET_KEY'] ?? '',
};
const connect = () => createS3Client({ region: 'us-east-1', endpoint, credentials });

if (!endpoint) console.warn('Ceph RGW: not tested; scripts/ceph-rgw.sh says how to start one.');

/** Ceph 16, Debian 12's, ignores checksums; 20 verifies those of parts. It knows If-None-Match where there are no versions. */
const CEPH_16 = {
  verifiesPartChecksums: false,
  reportsPartChecksums: false,
  verifiesObjectChecksum: false,
  reportsObjectChecksum: false,
  verifiesPutChecksum: false,
  refusesOverwrite: true,
};

describe.skipIf(!endpoint && !process.env['CI'])('Ceph’s gateway', () => {
  objectStoreSuite('Ceph RGW', { verifiesChecksums: false }, () => openS3Harness(connect()));

  test('is found by the probe to do what Ceph 16 does, and keeps nothing of it', async () => {
    const client = connect();
    const bucket = { Bucket: `dawg-probe-${crypto.randomUUID()}` };
    await client.send(new CreateBucketCommand(bucket));
    expect(await probeCapabilities(client, bucket.Bucket)).toEqual(CEPH_16);
    await client.send(new DeleteBucketCommand(bucket)); // refused while anything is in it
    client.destroy();
  });

  test('is found by the probe to let a PUT overwrite where the bucket keeps versions', async () => {
    const client = connect();
    const bucket = { Bucket: `dawg-probe-${crypto.randomUUID()}` };
    await client.send(new CreateBucketCommand(bucket));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ ...bucket, VersioningConfiguration }));
    expect(await probeCapabilities(client, bucket.Bucket)).toEqual({ ...CEPH_16, refusesOverwrite: false });
    await client.send(new DeleteBucketCommand(bucket));
    client.destroy();
  });
});
