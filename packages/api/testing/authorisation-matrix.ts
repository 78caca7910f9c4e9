import type { ErrorCode } from '@dawg/contract/storage-error';

/** Who calls. `owner` owns the upload sessions and files that the call names, `stranger` is signed in too. */
export type Actor = 'anonymous' | 'owner' | 'stranger';

/** What the call names, made anew for each cell. */
export type Resource =
  | 'none'
  | 'open upload'
  | 'active file'
  | 'trashed file'
  | 'file with a version'
  | 'file with a cover'
  | 'rejected file'
  | 'active folder'
  | 'trashed folder';

export type Verdict = 'allowed' | ErrorCode;

export interface Row {
  readonly resource: Resource;
  /** The input, given the id of the resource. */
  readonly input: (id: string) => unknown;
  readonly verdicts: Readonly<Record<Actor, Verdict>>;
}

const CHECKSUM = 'AAAAAA==';
const SIGNED_IN = { anonymous: 'unauthenticated', owner: 'allowed', stranger: 'allowed' } as const;
const OWNER_OF_UPLOAD = {
  anonymous: 'unauthenticated',
  owner: 'allowed',
  stranger: 'upload-not-found',
} as const;
const OWNER_OF_FILE = { anonymous: 'unauthenticated', owner: 'allowed', stranger: 'file-not-found' } as const;

const OWNER_OF_FOLDER = {
  anonymous: 'unauthenticated',
  owner: 'allowed',
  stranger: 'folder-not-found',
} as const;
const OWNER_OF_VERSION = {
  anonymous: 'unauthenticated',
  owner: 'allowed',
  stranger: 'version-not-found',
} as const;
/** Whose id is foreign is told for each, as of one that does not exist; the call itself is allowed. */
const MANY = { anonymous: 'unauthenticated', owner: 'allowed', stranger: 'allowed' } as const;
/** What the test makes for 'file with a version': the version's id by the file's. */
export const VERSION_OF = new Map<string, string>();
const versionInput = (fileId: string) => ({ fileId, versionId: VERSION_OF.get(fileId) ?? fileId });

/** Every procedure × actor. A procedure without a row fails the test that walks this table. */
export const AUTHORISATION_MATRIX: Readonly<Record<string, Row>> = {
  changes: { resource: 'active file', input: () => undefined, verdicts: SIGNED_IN },
  'audio.get': { resource: 'active file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'audio.playbackUrl': { resource: 'active file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'audio.coverUrl': {
    resource: 'file with a cover',
    input: (fileId) => ({ fileId }),
    verdicts: OWNER_OF_FILE,
  },
  'audio.rejected': { resource: 'rejected file', input: () => undefined, verdicts: SIGNED_IN },
  // Notes of others are left alone, as the catalog's suite shows.
  'audio.dismissRejected': { resource: 'rejected file', input: (id) => ({ ids: [id] }), verdicts: SIGNED_IN },
  'uploads.rules': { resource: 'none', input: () => undefined, verdicts: SIGNED_IN },
  'uploads.create': {
    resource: 'none',
    input: (id) => ({
      idempotencyKey: `key-${id}`,
      fileName: 'a.wav',
      sizeBytes: 10,
      contentType: 'audio/wav',
    }),
    verdicts: SIGNED_IN,
  },
  'uploads.sign': {
    resource: 'open upload',
    input: (sessionId) => ({ sessionId, parts: [{ partNumber: 1, checksum: CHECKSUM }] }),
    verdicts: OWNER_OF_UPLOAD,
  },
  'uploads.get': {
    resource: 'open upload',
    input: (sessionId) => ({ sessionId }),
    verdicts: OWNER_OF_UPLOAD,
  },
  'uploads.list': { resource: 'open upload', input: () => undefined, verdicts: SIGNED_IN },
  'uploads.complete': {
    resource: 'open upload',
    input: (sessionId) => ({ sessionId, checksum: CHECKSUM }),
    verdicts: OWNER_OF_UPLOAD,
  },
  'uploads.abort': {
    resource: 'open upload',
    input: (sessionId) => ({ sessionId }),
    verdicts: OWNER_OF_UPLOAD,
  },
  'files.list': { resource: 'active file', input: () => ({}), verdicts: SIGNED_IN },
  'files.get': { resource: 'active file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'files.taken': {
    resource: 'active file',
    input: () => ({ places: [{ folderPath: '', fileName: 'mix.wav' }] }),
    verdicts: SIGNED_IN,
  },
  'files.rename': {
    resource: 'active file',
    input: (fileId) => ({ fileId, fileName: 'renamed.wav' }),
    verdicts: OWNER_OF_FILE,
  },
  'files.trash': { resource: 'active file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'files.restore': { resource: 'trashed file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'files.purge': { resource: 'trashed file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'files.downloadUrl': { resource: 'active file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'files.copies': {
    resource: 'active file',
    input: () => ({ sizeBytes: 10, checksum: CHECKSUM }),
    verdicts: SIGNED_IN,
  },
  'files.duplicates': { resource: 'active file', input: () => ({}), verdicts: SIGNED_IN },
  'files.move': {
    resource: 'active file',
    input: (fileId) => ({ fileId, folderId: null }),
    verdicts: OWNER_OF_FILE,
  },
  'files.describe': {
    resource: 'active file',
    input: (fileId) => ({ fileId, tags: ['drums'] }),
    verdicts: OWNER_OF_FILE,
  },
  'manyFiles.move': {
    resource: 'active file',
    input: (fileId) => ({ fileIds: [fileId], folderId: null }),
    verdicts: MANY,
  },
  'manyFiles.tag': {
    resource: 'active file',
    input: (fileId) => ({ fileIds: [fileId], add: ['drums'], remove: [] }),
    verdicts: MANY,
  },
  'manyFiles.trash': { resource: 'active file', input: (id) => ({ fileIds: [id] }), verdicts: MANY },
  'manyFiles.restore': { resource: 'trashed file', input: (id) => ({ fileIds: [id] }), verdicts: MANY },
  'manyFiles.purge': { resource: 'trashed file', input: (id) => ({ fileIds: [id] }), verdicts: MANY },
  'versions.list': {
    resource: 'file with a version',
    input: (fileId) => ({ fileId }),
    verdicts: OWNER_OF_FILE,
  },
  'versions.restore': { resource: 'file with a version', input: versionInput, verdicts: OWNER_OF_FILE },
  'versions.purge': { resource: 'file with a version', input: versionInput, verdicts: OWNER_OF_VERSION },
  'versions.downloadUrl': { resource: 'file with a version', input: versionInput, verdicts: OWNER_OF_FILE },
  'folders.list': {
    resource: 'active folder',
    input: (parentId) => ({ parentId }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.get': {
    resource: 'active folder',
    input: (folderId) => ({ folderId }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.create': {
    resource: 'active folder',
    input: (parentId) => ({ parentId, name: 'Stems' }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.rename': {
    resource: 'active folder',
    input: (folderId) => ({ folderId, name: 'Renamed' }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.move': {
    resource: 'active folder',
    input: (folderId) => ({ folderId, parentId: null }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.trash': {
    resource: 'active folder',
    input: (folderId) => ({ folderId }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.restore': {
    resource: 'trashed folder',
    input: (folderId) => ({ folderId }),
    verdicts: OWNER_OF_FOLDER,
  },
  'folders.purge': {
    resource: 'trashed folder',
    input: (folderId) => ({ folderId }),
    verdicts: OWNER_OF_FOLDER,
  },
  'trash.empty': { resource: 'trashed file', input: () => undefined, verdicts: SIGNED_IN },
  'statistics.get': { resource: 'active file', input: () => undefined, verdicts: SIGNED_IN },
  'downloads.zip': { resource: 'active file', input: (id) => ({ fileIds: [id] }), verdicts: OWNER_OF_FILE },
  'downloads.link': { resource: 'active file', input: (fileId) => ({ fileId }), verdicts: OWNER_OF_FILE },
  'quota.get': { resource: 'none', input: () => undefined, verdicts: SIGNED_IN },
};
