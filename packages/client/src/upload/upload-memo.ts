import type { CreateUpload, OnConflict, PartChecksum, UploadSession } from '@dawg/contract/wire';
import type { FileSource } from './file-source.ts';

/** What is known of a file's upload beyond one run: a pause or a failure in between loses none of it. */
export interface UploadMemo {
  /** Replaced when the file turns out to have been written to since it was chosen. */
  source: FileSource;
  readonly projectId: string | undefined;
  /** The folder it is uploaded into, its own folders below that; undefined for the top. */
  readonly folderId: string | undefined;
  /** What is done where the name is taken. */
  readonly onConflict: OnConflict;
  idempotencyKey: string;
  /** create was sent under this key; whether it arrived is another question. */
  isAsked: boolean;
  session: UploadSession | null;
  /** Whether a session of an earlier visit, another tab or another device was looked for. */
  isMatched: boolean;
  /** The session was found, not begun here: others may still be at it. */
  isContinued: boolean;
  /** CRC-32 of the parts read so far, by part number. */
  readonly checksums: Map<number, number>;
}

export type Destination = Pick<UploadMemo, 'projectId' | 'folderId'>;

/** Where a file goes, and what is done where its name is taken there: `keep-both` unless told. */
export interface MemoOptions extends Partial<Destination> {
  readonly onConflict?: OnConflict | undefined;
}

export function newMemo(
  source: FileSource,
  { projectId, folderId, onConflict = 'keep-both' }: MemoOptions,
): UploadMemo {
  return {
    source,
    projectId,
    folderId,
    onConflict,
    idempotencyKey: randomKey(),
    isAsked: false,
    session: null,
    isMatched: false,
    isContinued: false,
    checksums: new Map(),
  };
}

/** The next run begins a new session under a new key; what was read of the file may not be true any more. */
export function startOver(memo: UploadMemo): void {
  takeNewKey(memo);
  memo.checksums.clear();
}

/** The next create begins a new session; the file is the same. */
export function takeNewKey(memo: UploadMemo): void {
  memo.idempotencyKey = randomKey();
  memo.isAsked = false;
  memo.session = null;
  memo.isMatched = true;
  memo.isContinued = false;
}

/** What create is asked; the same every time but for the parts, so that it may be repeated. */
export function createRequest(memo: UploadMemo, parts: readonly PartChecksum[] = []): CreateUpload {
  const { source, projectId, folderId, onConflict, idempotencyKey } = memo;
  return {
    idempotencyKey,
    fileName: source.name,
    ...(folderId === undefined ? {} : { folderId }),
    ...(source.folderPath === '' ? {} : { folderPath: source.folderPath }),
    sizeBytes: source.sizeBytes,
    contentType: source.contentType,
    lastModified: lastModifiedOf(source),
    projectId,
    onConflict,
    ...(parts.length > 0 ? { parts } : {}),
  };
}

/** Two choices of one file in one browser have one key, if the same is to come of them. */
export function fileKeyOf({ source, projectId, folderId, onConflict }: UploadMemo): string {
  const { folderPath, name, sizeBytes, lastModified } = source;
  const destination = [projectId ?? null, folderId ?? null, onConflict];
  return JSON.stringify([...destination, folderPath, name, sizeBytes, lastModified]);
}

/** Milliseconds since 1970, where it is a time that a calendar has. */
export function lastModifiedOf({ lastModified }: FileSource): number | undefined {
  const isDate = lastModified >= Date.UTC(1, 0) && lastModified < Date.UTC(9999, 0);
  return isDate ? Math.trunc(lastModified) : undefined;
}

/** 128 random bits. `randomUUID` is missing on pages without TLS, `getRandomValues` is not. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
