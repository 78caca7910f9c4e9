import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { z } from 'zod';

/**
 * What a `.dawgproject` holds: JSON, in UTF-8. A reader refuses a `version` it does not know; what it does not know within
 * one it leaves alone. The audio is not in it: it is named by id, and by checksum, size and path, so that it can be found
 * again in another library, or where its id is gone.
 */
export const projectFile = z.object({
  format: z.literal('dawgproject'),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  project: z.object({
    id: z.string(),
    name: z.string(),
    /** The workstation's own: tracks, tempo, whatever JSON can say. */
    data: z.json(),
  }),
  audio: z.array(
    z.object({
      fileId: z.uuid(),
      versionId: z.uuid(),
      /** With its folders, `/` between them. */
      path: z.string(),
      contentType: z.string(),
      sizeBytes: z.int().min(0),
      /** CRC-32 of the whole, base64. */
      crc32: z.string(),
      durationSeconds: z.number().nullable(),
    }),
  ),
});

export type ProjectFile = z.infer<typeof projectFile>;
export type AudioReference = ProjectFile['audio'][number];

/** Throws `invalid-request`, which says what is wrong, for what is no project file of this version. */
export function readProjectFile(text: string): ProjectFile {
  const result = projectFile.safeParse(parsed(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const problem = `it is no .dawgproject of version 1: ${issue?.path.join('.')} ${issue?.message}`;
  throw new StorageError('invalid-request', { problem });
}

export function referenceTo(file: StoredFile): AudioReference {
  const { id, versionId, folderPath, fileName, contentType, sizeBytes, checksum, durationSeconds } = file;
  const path = folderPath === '' ? fileName : `${folderPath}/${fileName}`;
  return { fileId: id, versionId, path, contentType, sizeBytes, crc32: checksum, durationSeconds };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StorageError('invalid-request', { problem: 'it is not JSON' }, { cause: error });
  }
}
