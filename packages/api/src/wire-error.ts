import { messageOf, StorageError, type ErrorCode, type ErrorDetails } from '@dawg/contract/storage-error';
import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { zodProblemOf } from './zod-problem.ts';

/** The body of every refused call: our code, a sentence for a person, figures, and an id to report. */
export interface WireError {
  readonly message: string;
  readonly data: {
    readonly code: ErrorCode;
    readonly details: ErrorDetails;
    readonly httpStatus: number;
    readonly requestId: string;
  };
}

/** What tRPC is to call each failure; the HTTP status follows from it. */
export const TRPC_CODE = {
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'invalid-request': 'BAD_REQUEST',
  'file-empty': 'BAD_REQUEST',
  'file-too-large': 'PAYLOAD_TOO_LARGE',
  'type-not-allowed': 'UNSUPPORTED_MEDIA_TYPE',
  'name-invalid': 'BAD_REQUEST',
  'name-taken': 'CONFLICT',
  'quota-exceeded': 'FORBIDDEN',
  'too-many-uploads': 'TOO_MANY_REQUESTS',
  'too-many-listeners': 'TOO_MANY_REQUESTS',
  'idempotency-conflict': 'CONFLICT',
  'upload-not-found': 'NOT_FOUND',
  'upload-ended': 'CONFLICT',
  'upload-busy': 'CONFLICT',
  'part-outside-plan': 'BAD_REQUEST',
  'checksum-mismatch': 'UNPROCESSABLE_CONTENT',
  'file-not-found': 'NOT_FOUND',
  'link-not-found': 'NOT_FOUND',
  'file-not-in-trash': 'CONFLICT',
  'file-not-scanned-yet': 'CONFLICT',
  'file-quarantined': 'FORBIDDEN',
  'file-unscannable': 'CONFLICT',
  'version-not-found': 'NOT_FOUND',
  'folder-not-found': 'NOT_FOUND',
  'folder-not-in-trash': 'CONFLICT',
  'folder-into-itself': 'CONFLICT',
  'folder-too-deep': 'BAD_REQUEST',
  'file-changed': 'CONFLICT',
  'file-unreadable': 'CONFLICT',
  'store-unavailable': 'SERVICE_UNAVAILABLE',
  'database-unavailable': 'SERVICE_UNAVAILABLE',
  'server-unreachable': 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;

/**
 * The failure behind whatever a call threw. Anything that is not one of ours becomes `internal`: its message may
 * hold SQL, a key or a path and stays in the log.
 */
export function storageErrorOf(error: TRPCError): StorageError {
  if (error.cause instanceof StorageError) return error.cause;
  if (error.code === 'INTERNAL_SERVER_ERROR') return new StorageError('internal', {}, { cause: error.cause });
  return new StorageError('invalid-request', { problem: problemOf(error) }, { cause: error });
}

export function toWireError(error: TRPCError, requestId: string): WireError {
  const { code, details } = storageErrorOf(error);
  const httpStatus = getHTTPStatusCodeFromError(error);
  return { message: messageOf(code, details), data: { code, details, httpStatus, requestId } };
}

/** The status of a refusal outside tRPC, by the same table. */
export function httpStatusOf(code: ErrorCode): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code: TRPC_CODE[code] }));
}

/** The first thing zod or tRPC objects to, in one line. */
function problemOf(error: TRPCError): string {
  return (
    zodProblemOf(error.cause) ?? PROTOCOL_PROBLEMS[error.code] ?? 'the call is not one this server knows'
  );
}

const PROTOCOL_PROBLEMS: Partial<Record<TRPC_ERROR_CODE_KEY, string>> = {
  NOT_FOUND: 'there is no such procedure',
  METHOD_NOT_SUPPORTED: 'queries are GET, mutations are POST',
  UNSUPPORTED_MEDIA_TYPE: 'the body must be application/json',
  PARSE_ERROR: 'the body is not JSON',
  PAYLOAD_TOO_LARGE: 'the body is too large',
};
