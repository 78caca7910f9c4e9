/** What travels from server to client about changes, as they happen. */

export type ChangeKind =
  | 'file-stored'
  | 'file-renamed'
  | 'file-moved'
  | 'file-replaced'
  | 'file-changed'
  | 'file-trashed'
  | 'file-restored'
  | 'file-purged'
  | 'upload-begun'
  | 'upload-ended'
  | 'folder-created'
  | 'folder-renamed'
  | 'folder-moved'
  | 'folder-trashed'
  | 'folder-restored'
  | 'folder-purged'
  | 'quota-changed'
  /** More at once than are told one by one. */
  | 'many-changed';

/** Something that happened to the caller's library; what it is now is for the queries to say. */
export interface LibraryChange {
  readonly kind: ChangeKind;
  /** The id of the file, folder or session; null for what concerns all. */
  readonly subjectId: string | null;
}

export type ChangeEvent =
  /** What was fetched before this came may be stale, what is fetched from now on is followed. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'changes'; readonly changes: readonly LibraryChange[] }
  /** Some were forgotten meanwhile: fetch everything anew. */
  | { readonly kind: 'refetch' };
