import type { ErrorCode } from '@dawg/contract/storage-error';

/** Who calls. `owner` owns the upload sessions and files that the call names, `stranger` is signed in too. */
export type Actor = 'anonymous' | 'owner' | 'stranger';

/** What the call names, made anew for each cell. */
export type Resource = 'none' | 'open upload' | 'active file' | 'trashed file';

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

/** Every procedure × actor. A procedure without a row fails the test that walks this table. */
export const AUTHORISATION_MATRIX: Readonly<Record<string, Row>> = {
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
  'quota.get': { resource: 'none', input: () => undefined, verdicts: SIGNED_IN },
};
