import { encodeCrc32 } from '@dawg/contract/crc32';
import { StorageError } from '@dawg/contract/storage-error';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FileSource, ReadPart } from '../upload/file-source.ts';
import { lendMemory } from './lent-memory.ts';

export interface PathSourceOptions {
  /** The folders it is to be stored under; none unless told. */
  readonly folderPath?: string | undefined;
}

/** A file on a disk, for the uploader. Rejects with Node's error when there is none or it cannot be read. */
export async function pathSource(
  path: string,
  { folderPath = '' }: PathSourceOptions = {},
): Promise<FileSource> {
  const facts = await stat(path);
  const sizeBytes = facts.size;
  const lastModified = Math.trunc(facts.mtimeMs);
  return {
    name: basename(path),
    folderPath,
    contentType: '', // the extension decides
    sizeBytes,
    lastModified,
    readPart: async ({ partNumber, start, sizeBytes: partBytes }): Promise<ReadPart> => {
      const file = await orUnreadable(open(path));
      const { bytes, free } = lendMemory(partBytes);
      try {
        await readFully(file, start, bytes);
        // After the read: what was written meanwhile shows in one of the two.
        const now = await file.stat();
        if (now.size !== sizeBytes || Math.trunc(now.mtimeMs) !== lastModified)
          throw new StorageError('file-changed');
        const crc = crc32(bytes);
        return { partNumber, bytes, crc, checksum: encodeCrc32(crc), free };
      } catch (error) {
        free();
        throw error;
      } finally {
        await file.close();
      }
    },
    lookAgain: () => orUnreadable(pathSource(path, { folderPath })),
  };
}

/** Reads until the bytes are full: one read may bring fewer. */
async function readFully(file: FileHandle, start: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let filled = 0; filled < bytes.length;) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) throw new StorageError('file-changed'); // it is shorter than it was
    filled += bytesRead;
  }
}

async function orUnreadable<Answer>(reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading;
  } catch (error) {
    throw new StorageError('file-unreadable', {}, { cause: error });
  }
}
