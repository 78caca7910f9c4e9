import { MAX_OPEN_UPLOADS } from '@dawg/contract/limits';
import type { UploadSession } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { toUploadSession } from './upload-session.ts';

/** The owner's unfinished sessions, newest first, from every device. */
export async function listUploads(
  ports: Pick<Ports, 'uploads' | 'clock'>,
  request: { readonly owner: string },
): Promise<UploadSession[]> {
  const sessions = await ports.uploads.listOpen(request.owner, MAX_OPEN_UPLOADS);
  return sessions.map((session) => toUploadSession(session, ports.clock.now()));
}
