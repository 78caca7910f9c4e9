import type { ErrorCode } from '@dawg/contract/storage-error';

/** Refusals of the file itself: the same file meets them again, however often it is tried. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'file-empty',
  'file-too-large',
  'type-not-allowed',
  'name-invalid',
]);

/** Whether trying a failed upload again makes sense. */
export function canRetry(code: ErrorCode): boolean {
  return !FINAL.has(code);
}
