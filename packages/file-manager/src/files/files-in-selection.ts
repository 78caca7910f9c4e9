import type { StoredFile } from '@dawg/contract/wire';
import type { Selection } from 'react-aria-components';

/** The selected files among those loaded: what a command works on is what the person has seen. */
export function filesIn(selection: Selection, files: readonly StoredFile[]): readonly StoredFile[] {
  return selection === 'all' ? files : files.filter((file) => selection.has(file.id));
}

/** Files that are selected now and were not before. */
export function newlySelected(
  before: Selection,
  after: Selection,
  files: readonly StoredFile[],
): readonly StoredFile[] {
  const known = new Set(filesIn(before, files).map((file) => file.id));
  return filesIn(after, files).filter((file) => !known.has(file.id));
}
