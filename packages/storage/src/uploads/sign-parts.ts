import { StorageError } from '@dawg/contract/storage-error';
import type { PartChecksum, SignedPart } from '@dawg/contract/wire';
import type { MultipartTarget } from '../ports/object-store.ts';
import type { Ports } from '../ports/ports.ts';
import { attachMultipart } from './attach-multipart.ts';
import { bytesToSign } from './bytes-to-sign.ts';
import { closedSessionError, findSession } from './find-session.ts';
import {
  PART_URL_SECONDS,
  planOfSession,
  slidingExpiry,
  type UploadSessionRecord,
} from './upload-session.ts';

/**
 * Signs the PUTs of up to 64 parts; number, length and checksum are in each signature. The session's expiry
 * moves on. Throws `upload-not-found`, `upload-busy`, `upload-ended`, `part-outside-plan`, `invalid-request` (a part
 * has another length than the plan allows).
 */
export async function signParts(
  ports: Pick<Ports, 'uploads' | 'objects' | 'clock'>,
  request: { readonly owner: string; readonly sessionId: string; readonly parts: readonly PartChecksum[] },
): Promise<SignedPart[]> {
  const found = await findSession(ports, request.owner, request.sessionId);
  // Its creator died before the store was asked: whoever comes to continue it asks now.
  const session =
    found.state === 'created' ? await attachMultipart(ports, found, { isRepeated: true }) : found;
  if (session.state !== 'uploading') throw closedSessionError(session);
  return signSessionParts(ports, session, request.parts);
}

/** The same for a session at hand that is `uploading`. */
export async function signSessionParts(
  ports: Pick<Ports, 'uploads' | 'objects' | 'clock'>,
  session: UploadSessionRecord,
  parts: readonly PartChecksum[],
): Promise<SignedPart[]> {
  const checksums = parts.map((part) => toRemember(session, part));
  const now = ports.clock.now();
  const expiresAt = slidingExpiry(now, session.createdAt);
  const extended = await ports.uploads.extend(session.id, { now, expiresAt, checksums });
  if (!extended) throw await whyNotExtended(ports, session);
  return presignParts(ports, extended, parts);
}

/** The same once the checksums are noted with the session: the signatures alone, without network or database. */
export function presignParts(
  ports: Pick<Ports, 'objects'>,
  session: UploadSessionRecord,
  parts: readonly PartChecksum[],
): Promise<SignedPart[]> {
  return Promise.all(parts.map((part) => presign(ports, session, part)));
}

function presign(
  ports: Pick<Ports, 'objects'>,
  session: UploadSessionRecord,
  part: PartChecksum,
): Promise<SignedPart> {
  const toSign = { checksum: part.checksum, sizeBytes: sizeOf(session, part) };
  if (session.transfer === 'single') {
    const put = { ...toSign, contentType: session.contentType };
    return ports.objects.presignPut(session.storageKey, put, PART_URL_SECONDS);
  }
  const { partNumber } = part;
  return ports.objects.presignPart(multipartTargetOf(session), { ...toSign, partNumber }, PART_URL_SECONDS);
}

/** The store's upload behind a session that has one. */
export function multipartTargetOf(session: UploadSessionRecord): MultipartTarget {
  if (session.multipartId === null) {
    throw new StorageError(
      'internal',
      {},
      { cause: new Error(`session ${session.id} has no multipart upload`) },
    );
  }
  return { key: session.storageKey, multipartId: session.multipartId };
}

/** What is noted of a signed part: its size too where the plan leaves that open. */
function toRemember(session: UploadSessionRecord, part: PartChecksum): PartChecksum {
  const { partNumber, checksum } = part;
  const sizeBytes = sizeOf(session, part);
  return session.isCeiling ? { partNumber, checksum, sizeBytes } : { partNumber, checksum };
}

function sizeOf(session: UploadSessionRecord, part: PartChecksum): number {
  return bytesToSign(planOfSession(session), session.isCeiling, part);
}

/** Between our look and our write somebody completed or aborted the session, or it expired unswept. */
async function whyNotExtended(
  ports: Pick<Ports, 'uploads'>,
  session: UploadSessionRecord,
): Promise<StorageError> {
  const current = await findSession(ports, session.owner, session.id);
  return current.state === 'uploading'
    ? new StorageError('upload-ended', { state: 'expired' })
    : closedSessionError(current);
}
