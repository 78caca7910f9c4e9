import type { FileSelection } from '../ports/file-catalog.ts';

const ALL = { from: null, to: null };

/** A selection that leaves nothing out. */
export const EVERYTHING: FileSelection = {
  search: '',
  projectId: null,
  folder: null,
  tagKey: null,
  contentType: null,
  isFavourite: null,
  sizeBytes: ALL,
  durationSeconds: ALL,
  uploadedAt: ALL,
};
