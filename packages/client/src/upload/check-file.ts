import { audioFormatOf } from '@dawg/contract/audio-formats';
import { cleanFileName } from '@dawg/contract/file-name';
import { StorageError } from '@dawg/contract/storage-error';
import type { UploadRules } from '@dawg/contract/wire';

/** Why the server would refuse this file, said before a byte is sent; null when it would not. */
export function fileProblem(file: File, rules: UploadRules | undefined): StorageError | null {
  const name = cleanFileName(file.name);
  if (name === null) return new StorageError('name-invalid', { problem: 'empty' });
  if (!audioFormatOf(name, file.type)) return new StorageError('type-not-allowed');
  if (file.size === 0) return new StorageError('file-empty');
  if (rules && file.size > rules.maxFileBytes) {
    return new StorageError('file-too-large', { sizeBytes: file.size, maxBytes: rules.maxFileBytes });
  }
  return null;
}
