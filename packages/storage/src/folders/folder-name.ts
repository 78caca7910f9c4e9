import { fileNameProblem } from '@dawg/contract/file-name';
import { StorageError } from '@dawg/contract/storage-error';

/** A typed name as it is kept, by the rules of files' names. Throws `name-invalid`. */
export function folderNameOf(typed: string): string {
  const problem = fileNameProblem(typed);
  if (problem) throw new StorageError('name-invalid', { problem });
  return typed.normalize('NFC').trim();
}
