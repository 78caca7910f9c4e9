import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { isS3Error } from './s3-failures.ts';

/** A version of a key, or one of its delete markers; `null` is the id of both in a bucket that keeps no versions. */
export interface ListedVersion {
  readonly versionId: string;
  readonly isLatest: boolean;
}

/** Every version and delete marker of exactly this key, or that the store knows none, as R2. */
export async function listVersions(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<readonly ListedVersion[] | 'not-implemented'> {
  const versions: ListedVersion[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  try {
    for (;;) {
      const page = await client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...markers }),
      );
      for (const { Key, VersionId, IsLatest } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        if (Key === key && VersionId) versions.push({ versionId: VersionId, isLatest: IsLatest ?? false });
      }
      if (!page.IsTruncated || !page.NextKeyMarker) return versions;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
  } catch (error) {
    if (isS3Error(error, 'NotImplemented')) return 'not-implemented';
    throw error;
  }
}
