import type { CreateUpload, UploadSession } from '@dawg/contract/wire';

/** What is known of a file's upload beyond one run: a pause or a failure in between loses none of it. */
export interface UploadMemo {
  readonly file: File;
  readonly projectId: string | undefined;
  idempotencyKey: string;
  /** create was sent under this key; whether it arrived is another question. */
  isAsked: boolean;
  session: UploadSession | null;
  /** CRC-32 of the parts read so far, by part number. */
  readonly checksums: Map<number, number>;
}

export function newMemo(file: File, projectId: string | undefined): UploadMemo {
  const idempotencyKey = randomKey();
  return { file, projectId, idempotencyKey, isAsked: false, session: null, checksums: new Map() };
}

/** The next run begins a new session under a new key; what was read of the file may not be true any more. */
export function startOver(memo: UploadMemo): void {
  memo.idempotencyKey = randomKey();
  memo.isAsked = false;
  memo.session = null;
  memo.checksums.clear();
}

/** What create is asked; the same every time, so that it may be repeated. */
export function createRequest(memo: UploadMemo): CreateUpload {
  const { file, projectId, idempotencyKey } = memo;
  return {
    idempotencyKey,
    fileName: file.name,
    sizeBytes: file.size,
    contentType: file.type,
    lastModified: lastModifiedOf(file),
    projectId,
  };
}

/** Milliseconds since 1970, where it is a time that a calendar has. */
export function lastModifiedOf({ lastModified }: File): number | undefined {
  const isDate = lastModified >= Date.UTC(1, 0) && lastModified < Date.UTC(9999, 0);
  return isDate ? Math.trunc(lastModified) : undefined;
}

/** 128 random bits. `randomUUID` is missing on pages without TLS, `getRandomValues` is not. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
