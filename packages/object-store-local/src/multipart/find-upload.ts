import type { Bucket } from '../bucket/bucket.ts';
import { S3Error } from '../s3-error.ts';
import type { Upload } from './upload.ts';

/** The open upload with this id, if it is one for this key. @throws S3Error NoSuchUpload */
export function findUpload(bucket: Bucket, key: string, uploadId: string): Upload {
  const upload = bucket.uploads.get(uploadId);
  if (upload?.key !== key) throw new S3Error('NoSuchUpload', undefined, { fields: { UploadId: uploadId } });
  return upload;
}

const MAX_PARTS = 10_000;

/** @throws S3Error InvalidArgument unless it is 1–10,000 */
export function parsePartNumber(text: string): number {
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber >= 1 && partNumber <= MAX_PARTS) return partNumber;
  throw new S3Error(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`,
  );
}
