import { fileNameProblem, splitName } from '@dawg/contract/file-name';
import { messageOf } from '@dawg/contract/storage-error';

/** What a typed stem comes to: nothing new, a name to ask the server for, or a problem to show. */
export type StemEdit =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'name'; readonly fileName: string }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * People rename the stem; the extension says what the bytes are and stays. One that was typed or pasted along is not
 * doubled. A folder's name has no extension: `extension` is empty then.
 */
export function editStem(
  fileName: string,
  typed: string,
  extension: string = splitName(fileName).extension,
): StemEdit {
  const trimmed = typed.trim();
  const isDoubled = extension !== '' && trimmed.toLowerCase().endsWith(extension.toLowerCase());
  const stem = isDoubled ? trimmed.slice(0, -extension.length).trim() : trimmed;
  const edited = `${stem}${extension}`;
  if (edited === fileName) return { kind: 'unchanged' };
  const problem = fileNameProblem(stem) ?? fileNameProblem(edited);
  if (problem) return { kind: 'problem', message: messageOf('name-invalid', { problem }) };
  return { kind: 'name', fileName: edited };
}
