import type { UploadItem } from '@dawg/client/upload/upload-item';
import type { Format } from '../format/format.ts';
import type { Messages } from '../messages/english.ts';
import { explain } from '../messages/explain.ts';

/** The small print under a file's name: where it stands, in figures while it moves. */
export function statusLine(item: UploadItem, messages: Messages, format: Format): string {
  const say = messages.uploads;
  const { status } = item;
  switch (status.kind) {
    case 'sending':
      return sendingLine(item, say, format);
    case 'failed':
      return explain(status.error, messages.failure);
    case 'stored':
      if (status.isSkipped) return say.status.skipped;
      if (status.copyOf) return `${say.status.stored} · ${say.youHave(status.copyOf.fileName)}`;
      return `${say.status.stored} · ${format.bytes(item.sizeBytes)}`;
    case 'paused':
      return `${say.status.paused} · ${say.sentOf(format.bytes(item.sentBytes), format.bytes(item.sizeBytes))}`;
    case 'queued':
    case 'preparing':
      return `${say.status[status.kind]} · ${format.bytes(item.sizeBytes)}`;
    case 'waiting':
    case 'settling':
    case 'elsewhere':
    case 'completing':
    case 'cancelled':
      return say.status[status.kind];
  }
}

function sendingLine(item: UploadItem, say: Messages['uploads'], format: Format): string {
  const facts = [say.sentOf(format.bytes(item.sentBytes), format.bytes(item.sizeBytes))];
  if (item.secondsLeft !== null) facts.push(say.left(format.duration(item.secondsLeft)));
  else if (item.resumedBytes > 0) facts.push(say.status.resumedFrom(format.bytes(item.resumedBytes)));
  return facts.join(' · ');
}
