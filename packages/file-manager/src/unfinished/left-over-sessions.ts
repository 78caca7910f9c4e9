import type { UploadItem } from '@dawg/client/upload/upload-item';
import { cleanFileName } from '@dawg/contract/file-name';
import type { UploadSession } from '@dawg/contract/wire';

/**
 * The open sessions that no item of this tab stands for. An item does not know its session's id, so they meet by
 * name and size, as a chosen file meets its session; two of the same name and size count as two.
 */
export function leftOverSessions(
  sessions: readonly UploadSession[],
  items: readonly Pick<UploadItem, 'fileName' | 'sizeBytes'>[],
): UploadSession[] {
  const here = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item.fileName, item.sizeBytes);
    here.set(key, (here.get(key) ?? 0) + 1);
  }
  return sessions.filter((session) => {
    const key = keyOf(session.fileName, session.sizeBytes);
    const matches = here.get(key) ?? 0;
    here.set(key, matches - 1);
    return matches <= 0;
  });
}

function keyOf(fileName: string, sizeBytes: number): string {
  return `${sizeBytes}/${cleanFileName(fileName) ?? fileName}`;
}
