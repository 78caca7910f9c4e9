import { S3Client } from '@aws-sdk/client-s3';

/** Where the store is and who asks. */
export interface S3Connection {
  readonly region: string;
  /** Only for stores other than AWS. They are addressed by path, as not all resolve `bucket.host`. */
  readonly endpoint?: string | undefined;
  /** Without them the SDK looks where AWS keeps them: environment, profile, instance role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

const CONNECT_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 15_000;
const MAX_ATTEMPTS = 3;

/** The only place that makes an `S3Client`: its defaults are not ours. */
export function createS3Client({ region, endpoint, credentials }: S3Connection): S3Client {
  return new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    // Otherwise the SDK signs the checksum of an empty body into every presigned PUT, and asks for checksums in
    // presigned GETs, which some stores refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // The SDK has no request timeout of its own.
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    maxAttempts: MAX_ATTEMPTS,
  });
}
