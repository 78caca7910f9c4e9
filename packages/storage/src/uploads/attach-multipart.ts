import type { Ports } from '../ports/ports.ts';
import { findSession } from './find-session.ts';
import type { UploadSessionRecord } from './upload-session.ts';

/**
 * Starts the store's multipart upload for a session that is `created` and notes its id. Of two callers at once
 * one wins; the other discards the upload it started and goes on with the winner's. An upload that an earlier
 * caller started and could not note is taken over, or it would stay in the store for ever. When the store fails
 * the session stays `created`: the client may repeat its call, and the sweeper gives the reservation back if it
 * does not.
 */
export async function attachMultipart(
  ports: Pick<Ports, 'uploads' | 'objects'>,
  session: UploadSessionRecord,
  how: { readonly isRepeated: boolean },
): Promise<UploadSessionRecord> {
  const [leftBehind] = how.isRepeated ? await ports.objects.findMultiparts(session.storageKey) : [];
  const target = leftBehind ?? (await ports.objects.startMultipart(session.storageKey, session.contentType));
  const attached = await ports.uploads.attach(session.id, target.multipartId);
  if (attached) return attached;
  const current = await findSession(ports, session.owner, session.id);
  if (current.multipartId !== target.multipartId) await ports.objects.abortMultipart(target);
  return current;
}
