import { encodeCrc32 } from '@dawg/contract/crc32';
import { StorageError } from '@dawg/contract/storage-error';
import type { FileSource, ReadPart } from '../upload/file-source.ts';
import { readSummed } from './read-summed.ts';

export interface FileSourceOptions {
  /** The folders it came in, outermost first; none unless told. */
  readonly folderPath?: string | undefined;
  /** With a handle a file that is still being written can be looked at again. */
  readonly handle?: FileSystemFileHandle | undefined;
}

/** A file chosen in a browser, for the uploader. */
export function fileSource(file: File, { folderPath = '', handle }: FileSourceOptions = {}): FileSource {
  return {
    name: file.name,
    folderPath,
    contentType: file.type,
    sizeBytes: file.size,
    lastModified: file.lastModified,
    readPart: async ({ partNumber, start, end, sizeBytes }): Promise<ReadPart> => {
      const { bytes, crc } = await orChanged(readSummed(file.slice(start, end)));
      if (bytes.length !== sizeBytes) throw new StorageError('file-changed');
      return { partNumber, bytes, crc, checksum: encodeCrc32(crc) };
    },
    lookAgain: handle
      ? async () => fileSource(await orChanged(handle.getFile()), { folderPath, handle })
      : null,
  };
}

/** Browsers refuse to read a file that was changed, moved or deleted after it was chosen. */
async function orChanged<Answer>(reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading;
  } catch (error) {
    throw new StorageError('file-changed', {}, { cause: error });
  }
}
