import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { listVersions } from './list-versions.ts';

/**
 * Puts an empty object at the key, whatever is there, and removes every version but the latest. Not "every version
 * but ours": of two callers at once each would remove the other's.
 */
export async function sealKey(client: S3Client, bucket: string, key: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: new Uint8Array() }));
  const versions = await listVersions(client, bucket, key);
  if (versions === 'not-implemented') return; // it keeps no versions, so the PUT has replaced what was there
  for (const { versionId, isLatest } of versions) {
    if (isLatest) continue;
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  }
}
