import { isUniqueViolation, isWriteConflict } from './database-failures.ts';

/** Times a transaction is run before a conflict is believed to be more than bad luck. */
const MAX_ATTEMPTS = 10;

/** Runs a transaction again when another one took the same name, or the same rows, at the same moment. */
export async function repeatOnConflict<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !(isUniqueViolation(error) || isWriteConflict(error))) throw error;
    }
  }
}
