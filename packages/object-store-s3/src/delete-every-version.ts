import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { isS3Error } from './s3-failures.ts';

/** On a versioned bucket a plain delete keeps the bytes under a marker, so each version is deleted by its id. */
export async function deleteEveryVersion(client: S3Client, bucket: string, key: string): Promise<void> {
  const versionIds = await listVersionIds(client, bucket, key);
  if (versionIds === 'not-implemented') {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    return;
  }
  for (const VersionId of versionIds) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId }));
  }
}

async function listVersionIds(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<readonly string[] | 'not-implemented'> {
  const ids: string[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  try {
    for (;;) {
      const page = await client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...markers }),
      );
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        if (Key === key && VersionId) ids.push(VersionId);
      }
      if (!page.IsTruncated || !page.NextKeyMarker) return ids;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
  } catch (error) {
    if (isS3Error(error, 'NotImplemented')) return 'not-implemented'; // a store without versions, such as R2
    throw error;
  }
}
