import { MAX_TAGS } from '@dawg/contract/limits';
import { StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { ItemResult } from '@dawg/contract/wire-library';
import type { ItemOutcome } from '../ports/file-catalog.ts';
import { toStoredFile } from './stored-file.ts';

type Refusal = Exclude<ItemOutcome['kind'], 'done' | 'skipped'>;

/** What each refusal is called to a client. */
const ERROR_CODE = {
  'not-found': 'file-not-found',
  'not-in-trash': 'file-not-in-trash',
  'name-taken': 'name-taken',
  'too-many-tags': 'invalid-request',
} satisfies Record<Refusal, ErrorCode>;

/** The file after a change, or the error that says why there was none. */
export function fileOf(outcome: ItemOutcome | undefined): StoredFile {
  const answer = outcome ?? { kind: 'not-found' };
  if (answer.kind === 'done' || answer.kind === 'skipped') return toStoredFile(answer.file);
  throw new StorageError(
    ERROR_CODE[answer.kind],
    answer.kind === 'too-many-tags' ? { problem: `a file has at most ${MAX_TAGS} tags` } : undefined,
  );
}

/** What became of one of many. */
export function toItemResult(fileId: string, outcome: ItemOutcome | undefined): ItemResult {
  const kind = outcome?.kind ?? 'not-found';
  if (kind === 'done') return { fileId };
  return kind === 'skipped' ? { fileId, isSkipped: true } : { fileId, error: ERROR_CODE[kind] };
}
