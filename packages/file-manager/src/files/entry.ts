import type { StoredFile } from '@dawg/contract/wire';
import type { ListedFolder } from '@dawg/contract/wire-library';

/** A line of the list: a folder or a file. */
export type Entry = ListedFolder | StoredFile;

export function isFolder(entry: Entry): entry is ListedFolder {
  return 'folderCount' in entry;
}

export function isFile(entry: Entry): entry is StoredFile {
  return !isFolder(entry);
}

export function entryName(entry: Entry): string {
  return isFolder(entry) ? entry.name : entry.fileName;
}

/** Bytes of the files among the entries; what is in folders is not known here. */
export function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + (isFolder(entry) ? 0 : entry.sizeBytes), 0);
}
