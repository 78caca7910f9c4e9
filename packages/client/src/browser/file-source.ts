import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { StorageError } from '@dawg/contract/storage-error';
import { dropBytes, type FileSource, type ReadPart } from '../upload/file-source.ts';
import { partWorkers } from './part-workers.ts';

export interface FileSourceOptions {
  /** The folders it came in, outermost first; none unless told. */
  readonly folderPath?: string | undefined;
  /** With a handle a file that is still being written can be looked at again. */
  readonly handle?: FileSystemFileHandle | undefined;
}

/** A file chosen in a browser, for the uploader. Workers read and send it, where there are workers. */
export function fileSource(file: File, { folderPath = '', handle }: FileSourceOptions = {}): FileSource {
  return {
    name: file.name,
    folderPath,
    contentType: file.type,
    sizeBytes: file.size,
    lastModified: file.lastModified,
    readPart: async ({ partNumber, start, end, sizeBytes }): Promise<ReadPart> => {
      const { bytes, crc } = await orUnreadable(readSummed(file.slice(start, end)));
      const part = { partNumber, bytes, crc, checksum: encodeCrc32(crc) };
      if (bytes.length === sizeBytes) return part;
      dropBytes(part);
      throw new StorageError('file-changed');
    },
    lookAgain: handle
      ? async () => fileSource(await orUnreadable(handle.getFile()), { folderPath, handle })
      : null,
  };
}

async function readSummed(piece: Blob): Promise<Pick<ReadPart, 'bytes' | 'crc'>> {
  const workers = partWorkers();
  if (workers) return workers.read(piece);
  const bytes = new Uint8Array(await piece.arrayBuffer());
  return { bytes, crc: crc32(bytes) };
}

/** Browsers refuse to read a file that was changed, moved or deleted after it was chosen, or whose disk is gone. */
async function orUnreadable<Answer>(reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError('file-unreadable', {}, { cause: error });
  }
}
