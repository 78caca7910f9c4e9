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

/** Calls the store; a store that cannot be reached or is busy is told as `store-unavailable`, the rest as it is. */
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

export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  if (UNREACHABLE.has(error.name) || (typeof code === 'string' && UNREACHABLE.has(code))) return true;
  return BUSY.has(error.name) || status === 429 || (status >= 500 && status !== 501);
}
