import { fileFormatOf } from '@dawg/contract/audio-formats';
import { fileNameProblem } from '@dawg/contract/file-name';
import { StorageError } from '@dawg/contract/storage-error';
import type { OnConflict, StoredFile } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { findFile } from './find-file.ts';
import { fileOf } from './item-outcome.ts';

/**
 * Gives an active file another name; its bytes, id and type stay. A taken name is refused unless `onConflict` says
 * otherwise; under `replace` the file that has it goes to the trash. Throws `name-invalid` (also for an extension
 * that is not of the file's type), `name-taken`, `file-not-found`.
 */
export async function renameFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: {
    readonly owner: string;
    readonly fileId: string;
    readonly fileName: string;
    readonly onConflict?: OnConflict | undefined;
  },
): Promise<StoredFile> {
  const problem = fileNameProblem(request.fileName);
  if (problem) throw new StorageError('name-invalid', { problem });
  const fileName = request.fileName.normalize('NFC').trim();
  const file = await findFile(ports, request.owner, request.fileId);
  if (!fileFormatOf(fileName, file.contentType))
    throw new StorageError('name-invalid', { problem: 'extension' });

  const change = { fileName, onConflict: request.onConflict ?? 'fail', at: ports.clock.now() };
  return fileOf(await ports.files.rename(request.owner, request.fileId, change));
}
