import { StorageError } from '@dawg/contract/storage-error';
import { Prisma } from './generated/client.ts';

/**
 * Prisma's codes for a database that does not answer: unreachable, timed out, closed, no free connection, no
 * transaction in time. https://www.prisma.io/docs/orm/reference/error-reference
 */
const UNAVAILABLE_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028']);

/** What the driver adapter says where Prisma has no code for it. */
const UNAVAILABLE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

/**
 * SQLSTATE classes 08 (connection), 53 (resources) and 57P (shutting down), and Node's network errors.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNAVAILABLE_STATES =
  /^(08...|53...|57P0[1-4]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** node-postgres has no code for these. */
const UNAVAILABLE_MESSAGES =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end/;

/** The same methods, with a database that does not answer told as `database-unavailable`. */
export function translatingFailures<Methods extends object>(methods: Methods): Methods {
  const translated = Object.entries(methods).map(([name, method]) => [
    name,
    async (...parameters: unknown[]) => {
      try {
        return await method(...parameters);
      } catch (error) {
        throw isUnavailable(error) ? new StorageError('database-unavailable', {}, { cause: error }) : error;
      }
    },
  ]);
  return Object.fromEntries(translated) as Methods; // the same names, each with the parameters and answer it had
}

/** A unique index refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/** Two transactions met in a way that one of them has to be repeated. */
export function isWriteConflict(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034';
}

/** Looks through the layers: Prisma's error, in its `meta` the driver adapter's, in its `cause` the driver's. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  const { code, kind, originalCode, message, cause, meta } = error as Readonly<Record<string, unknown>>;
  if ([code, originalCode].some((value) => typeof value === 'string' && isUnavailableCode(value)))
    return true;
  if (typeof kind === 'string' && UNAVAILABLE_KINDS.has(kind)) return true;
  if (typeof message === 'string' && UNAVAILABLE_MESSAGES.test(message)) return true;
  const adapterError = (meta as Readonly<Record<string, unknown>> | undefined)?.['driverAdapterError'];
  return isUnavailable(cause) || isUnavailable(adapterError);
}

function isUnavailableCode(code: string): boolean {
  return UNAVAILABLE_CODES.has(code) || UNAVAILABLE_STATES.test(code);
}
