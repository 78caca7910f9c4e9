import { MAX_FOLDER_DEPTH } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { Folder } from '@dawg/contract/wire-library';
import type { FolderOutcome } from '../ports/folder-catalog.ts';
import { toFolder } from './folder.ts';

/** The folder after a change, or the error that says why there was none. */
export function folderOf(outcome: FolderOutcome): Folder {
  if (outcome.kind === 'done' || outcome.kind === 'skipped') return toFolder(outcome.folder);
  throw new StorageError(
    outcome.kind,
    outcome.kind === 'folder-too-deep' ? { maxDepth: MAX_FOLDER_DEPTH } : {},
  );
}
