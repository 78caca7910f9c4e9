import type { ChangeKind } from '@dawg/contract/wire-changes';
import type { StoredFileRecord } from '../src/files/stored-file.ts';
import type { FolderRecord } from '../src/folders/folder.ts';
import type { UploadSessionRecord } from '../src/uploads/upload-session.ts';
import type { MemoryChanges } from './memory-changes.ts';

interface Owned {
  readonly id: string;
  readonly owner: string;
}

/** What a change of a row is called, or null for one that nobody is told of. `undefined` is no row. */
type Naming<Row> = (before: Row | undefined, after: Row | undefined) => ChangeKind | null;

/** A table in memory that tells what happens to its rows, as the database's triggers do. */
export class TellingMap<Row extends Owned> extends Map<string, Row> {
  readonly #tell: (before: Row | undefined, after: Row | undefined) => void;

  constructor(changes: MemoryChanges, naming: Naming<Row>) {
    super();
    this.#tell = (before, after) => {
      const kind = naming(before, after);
      const row = after ?? before;
      if (kind !== null && row) changes.record(row.owner, kind, kind === 'quota-changed' ? null : row.id);
    };
  }

  override set(id: string, row: Row): this {
    const before = this.get(id);
    super.set(id, row);
    this.#tell(before, row);
    return this;
  }

  override delete(id: string): boolean {
    const before = this.get(id);
    const isGone = super.delete(id);
    if (isGone) this.#tell(before, undefined);
    return isGone;
  }
}

const STATUS_CHANGE = {
  active: 'file-restored',
  trashed: 'file-trashed',
  purging: 'file-purged',
} as const;

export function fileChange(
  before: Omit<StoredFileRecord, 'folderPath' | 'audio' | 'scan'> | undefined,
  after: Omit<StoredFileRecord, 'folderPath' | 'audio' | 'scan'> | undefined,
): ChangeKind | null {
  if (!before) return 'file-stored';
  if (!after) return 'quota-changed';
  if (before.status !== after.status) return STATUS_CHANGE[after.status];
  if (before.versionId !== after.versionId) return 'file-replaced';
  if (before.folderId !== after.folderId) return 'file-moved';
  if (before.fileName !== after.fileName) return 'file-renamed';
  return JSON.stringify(before) === JSON.stringify(after) ? null : 'file-changed';
}

export function folderChange(
  before: FolderRecord | undefined,
  after: FolderRecord | undefined,
): ChangeKind | null {
  if (!before) return 'folder-created';
  if (!after) return 'folder-purged';
  if (before.status !== after.status) return after.status === 'active' ? 'folder-restored' : 'folder-trashed';
  if (before.parentId !== after.parentId) return 'folder-moved';
  return JSON.stringify(before) === JSON.stringify(after) ? null : 'folder-renamed';
}

const ENDED = new Set<UploadSessionRecord['state']>(['completed', 'aborted', 'expired', 'failed']);

export function uploadChange(
  before: UploadSessionRecord | undefined,
  after: UploadSessionRecord | undefined,
): ChangeKind | null {
  if (!before) return 'upload-begun';
  return after && after.state !== before.state && ENDED.has(after.state) ? 'upload-ended' : null;
}
