import type { UploadItem } from '@dawg/client/upload/upload-item';
import type { UploadSession } from '@dawg/contract/wire';

/** The open sessions that no item of this tab stands for, and that choosing a file continues: streams cannot be. */
export function leftOverSessions(
  sessions: readonly UploadSession[],
  items: readonly Pick<UploadItem, 'sessionId'>[],
): UploadSession[] {
  const here = new Set(items.map((item) => item.sessionId));
  return sessions.filter((session) => !here.has(session.id) && !session.isCeiling);
}
