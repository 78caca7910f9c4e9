import { S3Client } from '@aws-sdk/client-s3';

/** Where the store is and who asks. */
export interface S3Connection {
  readonly region: string;
  /** Only for stores other than AWS. They are addressed by path, as not all resolve `bucket.host`. */
  readonly endpoint?: string | undefined;
  /** Without them the SDK looks where AWS keeps them: environment, profile, instance role. */
  readonly credentials?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        /** Temporary credentials have one. */
        readonly sessionToken?: string | undefined;
      }
    | undefined;
}

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_ATTEMPTS = 3;

/** How long a store may take to begin its answer, and how long it may be silent within one. */
export interface StoreTimeouts {
  readonly requestMs: number;
  readonly silenceMs: number;
}

const PATIENT: StoreTimeouts = { requestMs: 15_000, silenceMs: 30_000 };

/** The only place that makes an `S3Client`: its defaults are not ours. */
export function createS3Client(
  { region, endpoint, credentials }: S3Connection,
  timeouts: StoreTimeouts = PATIENT,
): S3Client {
  return new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    // Otherwise the SDK signs the checksum of an empty body into every presigned PUT, and asks for checksums in
    // presigned GETs, which some stores refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // The SDK has no timeouts of its own, and without the second flag it only warns of this one.
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: timeouts.requestMs,
      throwOnRequestTimeout: true,
      socketTimeout: timeouts.silenceMs,
    },
    maxAttempts: MAX_ATTEMPTS,
  });
}
