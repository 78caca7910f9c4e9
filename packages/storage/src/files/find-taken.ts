import { cleanFileName } from '@dawg/contract/file-name';
import { cleanFolderPath } from '@dawg/contract/folder-path';
import type { FilePlace, TakenPlaces } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';

/**
 * Which of the places have an active file of the owner's already, so that a client can leave those files out. The
 * names are cleaned as an upload's are; where nothing could be stored, nothing is.
 */
export async function findTaken(
  ports: Pick<Ports, 'files'>,
  request: { readonly owner: string; readonly places: readonly FilePlace[] },
): Promise<TakenPlaces> {
  const asked = request.places.flatMap((place, index) => {
    const [folderPath, fileName] = [cleanFolderPath(place.folderPath), cleanFileName(place.fileName)];
    if (folderPath === null || fileName === null) return [];
    return [{ index, place: { folderId: place.folderId ?? null, folderPath, fileName } }];
  });
  const found = await ports.files.findTaken(
    request.owner,
    asked.map(({ place }) => place),
  );
  return { taken: found.flatMap((position) => asked[position]?.index ?? []) };
}
