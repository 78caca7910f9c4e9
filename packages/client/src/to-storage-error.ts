import { isErrorCode, StorageError, type ErrorDetails } from '@dawg/contract/storage-error';
import { TRPCClientError } from '@trpc/client';
import { retryAfterMs } from './upload/retry-after.ts';

/**
 * Whatever a call threw, as the product's one error: the server's refusal with its code and figures,
 * `server-unreachable` when no answer came, `internal` for the rest.
 */
export function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (!(error instanceof TRPCClientError)) return new StorageError('internal', {}, { cause: error });
  const data: WireData = error.data ?? {};
  if (isErrorCode(data.code)) return new StorageError(data.code, data.details ?? {}, { cause: error });
  // No body of ours: the network failed, or something between us and the server answered.
  return new StorageError('server-unreachable', {}, { cause: error });
}

/** The id under which the server's log has this failure, if it answered at all. */
export function requestIdOf(error: unknown): string | null {
  const source = error instanceof StorageError ? error.cause : error;
  if (!(source instanceof TRPCClientError)) return null;
  const { requestId }: WireData = source.data ?? {};
  return requestId ?? null;
}

/** How long the server asks to be left alone before the next try, in milliseconds; 0 when it does not say. */
export function retryAfterMsOf(error: unknown): number {
  const source = error instanceof StorageError ? error.cause : error;
  if (!(source instanceof TRPCClientError)) return 0;
  const { response } = source.meta ?? {};
  return response instanceof Response ? retryAfterMs(response.headers.get('retry-after')) : 0;
}

interface WireData {
  readonly code?: unknown;
  readonly details?: ErrorDetails;
  readonly requestId?: string;
}
