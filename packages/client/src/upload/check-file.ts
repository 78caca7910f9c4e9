import { audioFormatOf } from '@dawg/contract/audio-formats';
import { cleanFileName } from '@dawg/contract/file-name';
import { cleanFolderPath } from '@dawg/contract/folder-path';
import { StorageError } from '@dawg/contract/storage-error';
import type { UploadRules } from '@dawg/contract/wire';
import type { FileSource } from './file-source.ts';

/** Why the server would refuse this file, said before a byte is sent; null when it would not. */
export function fileProblem(file: FileSource, rules: UploadRules | null): StorageError | null {
  const { sizeBytes } = file;
  const name = cleanFileName(file.name);
  if (name === null) return new StorageError('name-invalid', { problem: 'empty' });
  if (cleanFolderPath(file.folderPath) === null)
    return new StorageError('name-invalid', { problem: 'path-too-long' });
  if (!audioFormatOf(name, file.contentType)) return new StorageError('type-not-allowed');
  if (sizeBytes === 0) return new StorageError('file-empty');
  if (rules && sizeBytes > rules.maxFileBytes) {
    return new StorageError('file-too-large', { sizeBytes, maxBytes: rules.maxFileBytes });
  }
  return null;
}
