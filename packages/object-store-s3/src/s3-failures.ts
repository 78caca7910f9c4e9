import { StorageError } from '@dawg/contract/storage-error';

/** Node's names for a store that cannot be reached, and the SDK's for one that is too slow. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'TimeoutError',
]);

/** S3's codes for "not now": https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const BUSY = new Set([
  'SlowDown',
  'ServiceUnavailable',
  'InternalError',
  'RequestTimeout',
  'OperationAborted',
]);

/** S3's codes for a store that is set up in another way than we are: nobody but the operator can mend that. */
const MISCONFIGURED = new Set([
  'AccessDenied',
  'Forbidden',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'RequestTimeTooSkewed',
  'NoSuchBucket',
  'PermanentRedirect',
  'CredentialsProviderError',
  'ExpiredToken',
]);

/** Calls the store; a store that cannot be reached, is busy or refuses us is told as `store-unavailable`, the rest as it is. */
export async function callStore<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw isUnavailable(error) ? new StorageError('store-unavailable', {}, { cause: error }) : error;
  }
}

/** Whether an error is one of the named answers of S3. Some stores answer HEAD with a status and no name. */
export function isS3Error(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** Ceph 16 answers NoSuchKey for an upload that is gone. */
export function isNoSuchUpload(error: unknown): boolean {
  return isS3Error(error, 'NoSuchUpload', 'NoSuchKey');
}

/** Whether a store refuses us as such, whatever is asked of it. */
export function isMisconfigured(error: unknown): boolean {
  // The answer to a HEAD has a status and no name.
  return isS3Error(error, ...MISCONFIGURED) || [301, 401, 403].includes(httpStatusOf(error));
}

/** `fetch` hides the reason in its error's cause. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  const status = httpStatusOf(error);
  if (UNREACHABLE.has(error.name) || (typeof code === 'string' && UNREACHABLE.has(code))) return true;
  if (BUSY.has(error.name) || isMisconfigured(error)) return true;
  return status === 429 || (status >= 500 && status !== 501) || isUnavailable(error.cause);
}

function httpStatusOf(error: unknown): number {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode ?? 0;
}
