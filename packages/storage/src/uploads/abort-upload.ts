import { StorageError } from '@dawg/contract/storage-error';
import type { UploadSession } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { closedSessionError, findSession } from './find-session.ts';
import { sealKey } from './seal-key.ts';
import { lastPutEnd, toUploadSession, type UploadSessionRecord } from './upload-session.ts';

/** A part in flight may land between our abort and our look; after this many rounds the sweeper goes on. */
const ABORT_ROUNDS = 3;

/**
 * Gives an upload up: its parts are discarded and its reserved bytes given back. Aborting one that was aborted,
 * expired or failed answers it as it is. Throws `upload-not-found`, `upload-busy` (it is being completed),
 * `upload-ended` (it has completed: trash the file instead).
 */
export async function abortUpload(
  ports: Pick<Ports, 'uploads' | 'objects' | 'clock'>,
  request: { readonly owner: string; readonly sessionId: string },
): Promise<UploadSession> {
  const found = await findSession(ports, request.owner, request.sessionId);
  const by = { kind: 'owner', now: ports.clock.now() } as const;
  const begun =
    (await ports.uploads.beginAborting(found.id, { by, ending: 'aborted', failure: null })) ??
    (await findSession(ports, request.owner, request.sessionId));
  if (begun.state === 'completing' || begun.state === 'completed') throw closedSessionError(begun);
  const ended = begun.state === 'aborting' ? await finishAborting(ports, begun) : begun;
  return toUploadSession(ended, ports.clock.now());
}

/**
 * Brings a session that is `aborting` to its ending once its bytes can no longer arrive: no multipart upload of
 * its key is left and no object, or its key is sealed. Safe to repeat. Throws `store-unavailable`; the sweeper
 * tries again.
 */
export async function finishAborting(
  ports: Pick<Ports, 'uploads' | 'objects' | 'clock'>,
  session: UploadSessionRecord,
): Promise<UploadSessionRecord> {
  const isSingle = session.transfer === 'single';
  if (isSingle) await sealKey(ports, session.storageKey);
  else await discardParts(ports, session);
  const sealedUntil = isSingle ? lastPutEnd(ports.clock.now()) : null;
  const ended = await ports.uploads.finishAborting(session.id, { sealedUntil });
  return ended ?? findSession(ports, session.owner, session.id);
}

/** Deletes an object with all its versions, of which HEAD may show none, and looks that it is gone. */
export async function discardObject(ports: Pick<Ports, 'objects'>, key: string): Promise<void> {
  await ports.objects.deleteObject(key);
  if ((await ports.objects.headObject(key)) !== null) {
    throw new StorageError(
      'store-unavailable',
      {},
      { cause: new Error('the object is still there after a delete') },
    );
  }
}

async function discardParts(ports: Pick<Ports, 'objects'>, session: UploadSessionRecord): Promise<void> {
  await discardMultiparts(ports, session);
  await discardObject(ports, session.storageKey);
}

/** By key, not by id alone: a crash between the store's answer and our write leaves an upload we have no id of. */
async function discardMultiparts(ports: Pick<Ports, 'objects'>, session: UploadSessionRecord): Promise<void> {
  const key = session.storageKey;
  if (session.multipartId !== null)
    await ports.objects.abortMultipart({ key, multipartId: session.multipartId });
  for (let round = 0; round < ABORT_ROUNDS; round++) {
    const left = await ports.objects.findMultiparts(key);
    if (left.length === 0) return;
    for (const target of left) await ports.objects.abortMultipart(target);
  }
  throw new StorageError(
    'store-unavailable',
    {},
    { cause: new Error('parts keep arriving after the abort') },
  );
}
