/** Everything that can go wrong and that a person or a program is told about. */
export type ErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'invalid-request'
  | 'file-empty'
  | 'file-too-large'
  | 'type-not-allowed'
  | 'name-invalid'
  | 'name-taken'
  | 'quota-exceeded'
  | 'too-many-uploads'
  | 'too-many-listeners'
  | 'idempotency-conflict'
  | 'upload-not-found'
  | 'upload-ended'
  | 'upload-busy'
  | 'part-outside-plan'
  | 'checksum-mismatch'
  | 'file-not-found'
  | 'link-not-found'
  | 'file-not-in-trash'
  | 'file-not-scanned-yet'
  | 'file-quarantined'
  | 'file-unscannable'
  | 'version-not-found'
  | 'folder-not-found'
  | 'folder-not-in-trash'
  | 'folder-into-itself'
  | 'folder-too-deep'
  | 'file-changed'
  | 'file-unreadable'
  | 'store-unavailable'
  | 'database-unavailable'
  | 'server-unreachable'
  | 'internal';

/** Figures that a message or a program needs, in bytes and counts. Never a key, an id of the store or a URL. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The one error class of the product, on both ends of the wire. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: { readonly cause?: unknown } = {}) {
    super(messageOf(code, details), options);
    this.code = code;
    this.details = details;
  }
}

/** Whether a text from the wire is one of our codes: a newer server may know more of them. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(MESSAGES, text);
}

/** Whether the same call may succeed later without anybody changing anything. */
export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE.has(code);
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'upload-busy',
  'file-not-scanned-yet',
  'store-unavailable',
  'database-unavailable',
  'server-unreachable',
]);

/** One sentence or two for a person: what happened, what to do. */
export function messageOf(code: ErrorCode, details: ErrorDetails = {}): string {
  const message = MESSAGES[code];
  return typeof message === 'string' ? message : message(details);
}

const MESSAGES = {
  unauthenticated: 'You are signed out. Sign in and try again.',
  forbidden: (details) =>
    details.problem ? `That is not allowed: ${details.problem}` : 'That is not allowed.',
  'invalid-request': (details) =>
    details.problem ? `The request is not valid: ${details.problem}` : 'The request is not valid.',
  'file-empty': 'The file is empty. Export it again and upload the new file.',
  'file-too-large': (details) =>
    `The file is too large: ${formatBytes(details.sizeBytes)} where ${formatBytes(details.maxBytes)} are allowed.`,
  'type-not-allowed': 'Only audio files can be stored here: MP3, WAV, AIFF, FLAC, Ogg, M4A and WebM.',
  'name-invalid': (details) =>
    NAME_PROBLEMS[String(details.problem)] ?? 'The name cannot be used. Choose another one.',
  'name-taken': 'This name is already taken there. Choose another name.',
  'quota-exceeded': (details) =>
    `Not enough space: ${formatBytes(details.neededBytes)} needed, ${formatBytes(details.availableBytes)} free. ` +
    'Delete files from the trash for good, or ask for more space.',
  'too-many-uploads': (details) =>
    `Too many unfinished uploads (${details.maxOpen}). Finish or cancel some of them first.`,
  'too-many-listeners': (details) =>
    `Too many pages follow this library at once (${details.max}). Close some of them.`,
  'idempotency-conflict': 'This upload key was used for another file. Start the upload again.',
  'upload-not-found': 'The upload was not found. Start it again.',
  'upload-ended': ({ reason, state }) => {
    if (state === 'completed') return 'This upload is complete: its file is stored.';
    return reason === 'checksum-mismatch'
      ? 'What arrived was not what was sent, so nothing was stored. Upload the file again.'
      : 'The upload has ended without being stored. Start it again.';
  },
  'upload-busy': 'The upload is being completed. Ask again in a moment.',
  'part-outside-plan': 'The part is not one of this upload.',
  'checksum-mismatch': 'What arrived was not what was sent, so nothing was stored. Upload the file again.',
  'file-not-found': 'The file was not found. It may have been deleted.',
  'link-not-found': 'This link was used, has expired or is not public any more. Ask for a new one.',
  'file-not-in-trash': 'Only files in the trash can be deleted for good. Move the file to the trash first.',
  'file-not-scanned-yet':
    'The file is being checked for viruses. Try again in a moment; it can be used once it is found clean.',
  'file-quarantined':
    'A virus was found in this file, so nobody can download, play or share it. Its owner can delete it for good.',
  'file-unscannable':
    'This file could not be checked for viruses, so it is not shared. Its owner can download it by accepting that.',
  'version-not-found': 'The version was not found. It may have been deleted.',
  'folder-not-found': 'The folder was not found. It may have been deleted.',
  'folder-not-in-trash':
    'Only folders in the trash can be deleted for good. Move the folder to the trash first.',
  'folder-into-itself':
    'A folder cannot be moved into itself or into a folder inside it. Choose another place.',
  'folder-too-deep': (details) =>
    `Folders can be ${details.maxDepth ?? 'so many'} levels deep. Choose a place further up.`,
  'file-changed':
    'The file is not the one that was being uploaded, or it changed meanwhile. Upload it as a new file.',
  'file-unreadable':
    'The file cannot be read: it was changed or moved, or its disk is gone. Try again, or choose it again.',
  'store-unavailable': 'The object store does not answer. Nothing was lost; try again in a moment.',
  'database-unavailable': 'The database does not answer. Nothing was lost; try again in a moment.',
  'server-unreachable': 'The server cannot be reached. Check the connection; nothing was lost.',
  internal: 'Something went wrong on the server. Try again; if it stays, report the request id.',
} satisfies Record<ErrorCode, string | ((details: ErrorDetails) => string)>;

const NAME_PROBLEMS: Readonly<Record<string, string>> = {
  empty: 'The name is empty. Type at least one character.',
  dots: 'A name needs more than dots.',
  separator: 'A name cannot contain / or \\.',
  invisible: 'The name has invisible characters. Type it again without them.',
  extension: 'Keep the extension: it has to be one of the file’s type.',
  'too-long': 'The name is too long. Use at most 255 bytes.',
  'path-too-long': 'The folders’ names are too long together. Upload from a folder that is not so deep.',
};

function formatBytes(value: string | number | undefined): string {
  const bytes = Number(value ?? 0);
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const shown = bytes / 1000 ** step;
  return `${step === 0 ? shown : shown.toFixed(shown < 10 ? 2 : 1)} ${units[step]}`;
}
