import type { StoredFile } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { findFile } from './find-file.ts';
import { toStoredFile } from './stored-file.ts';

/** One file, active or in the trash. Throws `file-not-found`. */
export async function getFile(
  ports: Pick<Ports, 'files'>,
  request: { readonly owner: string; readonly fileId: string },
): Promise<StoredFile> {
  return toStoredFile(await findFile(ports, request.owner, request.fileId));
}
