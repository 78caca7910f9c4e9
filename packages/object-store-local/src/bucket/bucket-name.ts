import { S3Error } from '../s3-error.ts';

/**
 * S3's rules for general purpose buckets, which also make the name safe as a folder's.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @throws S3Error InvalidBucketName
 */
export function checkBucketName(name: string): void {
  const isWellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  const looksLikeAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name);
  const isReserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
  if (isWellFormed && !looksLikeAddress && !isReserved) return;
  throw new S3Error('InvalidBucketName', undefined, { fields: { BucketName: name } });
}
