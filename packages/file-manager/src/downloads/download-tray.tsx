import type { DownloadItem } from '@dawg/client/browser/downloads';
import { Check, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useDownloads } from '../connection/downloads-context.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { ProgressLine } from '../controls/progress-line.tsx';
import { FormatBadge } from '../files/format-badge.tsx';
import type { Format } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import type { Messages } from '../messages/english.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';

/** Files on their way to the disk, docked at the window's lower left; absent while there are none. */
export function DownloadTray() {
  const { downloads: say } = useMessages();
  const downloads = useDownloads();
  const items = useSyncExternalStore(
    (listener) => downloads.subscribe(listener),
    () => downloads.snapshot(),
  );
  if (items.length === 0) return null;
  return (
    <section
      aria-label={say.label}
      data-slot="download-tray"
      className="font-dawg text-body text-ink bg-raised floating motion-safe:animate-rise fixed bottom-[calc(var(--dawg-dock-bottom)+var(--dawg-dock-lift))] left-4 z-40 max-h-[40dvh] w-[calc(100vw-2rem)] max-w-sm overflow-y-auto rounded-xl py-1"
    >
      <ul>
        {items.map((item) => (
          <DownloadRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function DownloadRow({ item }: { readonly item: DownloadItem }) {
  const messages = useMessages();
  const format = useFormat();
  const downloads = useDownloads();
  const { id, fileName, sizeBytes, receivedBytes, status } = item;
  const isUnderWay = status.kind === 'receiving' || status.kind === 'waiting';
  return (
    <li data-state={status.kind} className="flex items-start gap-2.5 px-3.5 py-1.5">
      <FormatBadge fileName={fileName} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={fileName}>
          {fileName}
        </p>
        <p role="status" className={`text-label tabular-nums ${TONES[status.kind]}`}>
          {status.kind === 'saved' && <Check size={13} aria-hidden className="mr-1 inline" />}
          {lineOf(item, messages, format)}
        </p>
        {isUnderWay && (
          <div className="mt-1.5 mb-0.5">
            <ProgressLine
              label={messages.downloads.progress(fileName)}
              fraction={sizeBytes === 0 ? 0 : receivedBytes / sizeBytes}
              tone={status.kind === 'receiving' ? 'moving' : 'still'}
            />
          </div>
        )}
      </div>
      <IconButton
        className="-my-0.5 -mr-1.5 size-7"
        label={isUnderWay ? messages.downloads.cancel(fileName) : messages.downloads.dismiss(fileName)}
        onPress={() => (isUnderWay ? downloads.cancel(id) : downloads.dismiss(id))}
      >
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}

const TONES = {
  receiving: 'truncate text-ink-faint',
  waiting: 'truncate text-ink-faint',
  saved: 'truncate text-good',
  failed: 'text-bad wrap-anywhere',
} satisfies Record<DownloadItem['status']['kind'], string>;

function lineOf(item: DownloadItem, messages: Messages, format: Format): string {
  const { status, receivedBytes, sizeBytes } = item;
  switch (status.kind) {
    case 'receiving':
      return messages.uploads.sentOf(format.bytes(receivedBytes), format.bytes(sizeBytes));
    case 'waiting':
      return messages.downloads.waiting;
    case 'saved':
      return messages.downloads.saved(format.bytes(sizeBytes));
    case 'failed':
      return explain(status.error, messages.failure);
  }
}
