import { encodeCrc32 } from '@dawg/contract/crc32';
import { StorageError } from '@dawg/contract/storage-error';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FileSource, ReadPart } from '../upload/file-source.ts';

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
      try {
        const bytes = await readFully(file, start, partBytes);
        // After the read: what was written meanwhile shows in one of the two.
        const now = await file.stat();
        if (now.size !== sizeBytes || Math.trunc(now.mtimeMs) !== lastModified)
          throw new StorageError('file-changed');
        const crc = crc32(bytes);
        return { partNumber, bytes, crc, checksum: encodeCrc32(crc) };
      } finally {
        await file.close();
      }
    },
    lookAgain: () => orUnreadable(pathSource(path, { folderPath })),
  };
}

/** Reads until there are `sizeBytes`: one read may bring fewer. */
async function readFully(
  file: FileHandle,
  start: number,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(sizeBytes);
  for (let filled = 0; filled < sizeBytes;) {
    const { bytesRead } = await file.read(bytes, filled, sizeBytes - filled, start + filled);
    if (bytesRead === 0) throw new StorageError('file-changed'); // it is shorter than it was
    filled += bytesRead;
  }
  return bytes;
}

async function orUnreadable<Answer>(reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading;
  } catch (error) {
    throw new StorageError('file-unreadable', {}, { cause: error });
  }
}
