import { StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import type { Database } from '@dawg/database/open-database';
import type { FastifyError } from 'fastify';

/**
 * Fastify's own refusals (a body too large, no JSON) have a status below 500. What has none is a fault of ours, or
 * of a database that does not answer: better-auth and Prisma do not always tell, so the database is asked.
 */
export async function failureCode(
  error: FastifyError | StorageError,
  database: Pick<Database, 'check'>,
): Promise<ErrorCode> {
  if (error instanceof StorageError) return error.code;
  if ((error.statusCode ?? 500) < 500) return 'invalid-request';
  try {
    await database.check();
    return 'internal';
  } catch (cause) {
    return cause instanceof StorageError ? cause.code : 'internal';
  }
}
