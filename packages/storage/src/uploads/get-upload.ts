import type { StoredPart, UploadProgress } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { findSession } from './find-session.ts';
import { multipartTargetOf } from './sign-parts.ts';
import { toUploadSession, type UploadSessionRecord } from './upload-session.ts';

/**
 * A session with the parts the store holds: what a client needs to go on after a reload or on another device.
 * Where the store vouches for no checksum, the one the part was last signed with stands in; the whole is
 * verified at completion in any case. Throws `upload-not-found`.
 */
export async function getUpload(
  ports: Pick<Ports, 'uploads' | 'objects' | 'clock'>,
  request: { readonly owner: string; readonly sessionId: string },
): Promise<UploadProgress> {
  const session = await findSession(ports, request.owner, request.sessionId);
  return { session: toUploadSession(session, ports.clock.now()), parts: await partsInStore(ports, session) };
}

async function partsInStore(
  ports: Pick<Ports, 'objects'>,
  session: UploadSessionRecord,
): Promise<StoredPart[]> {
  if (session.state !== 'uploading') return [];
  const held =
    session.transfer === 'single' ? await wholeInStore(ports, session) : await listed(ports, session);
  return held.map(({ partNumber, sizeBytes, checksum }) => ({
    partNumber,
    sizeBytes,
    checksum: checksum ?? signedChecksum(session, partNumber, sizeBytes),
  }));
}

/** The checksum a part was last signed with, unless that was for other bytes than the store holds. */
function signedChecksum(
  { signedChecksums, signedSizes }: UploadSessionRecord,
  partNumber: number,
  sizeBytes: number,
): string | null {
  const isOfOtherSize = (signedSizes.get(partNumber) ?? sizeBytes) !== sizeBytes;
  return isOfOtherSize ? null : (signedChecksums.get(partNumber) ?? null);
}

/** The object itself is the one part of a single PUT. */
async function wholeInStore(
  ports: Pick<Ports, 'objects'>,
  session: UploadSessionRecord,
): Promise<readonly StoredPart[]> {
  const facts = await ports.objects.headObject(session.storageKey);
  return facts ? [{ partNumber: 1, ...facts }] : [];
}

async function listed(
  ports: Pick<Ports, 'objects'>,
  session: UploadSessionRecord,
): Promise<readonly StoredPart[]> {
  const parts = await ports.objects.listParts(multipartTargetOf(session));
  return parts === 'no-such-upload' ? [] : parts;
}
