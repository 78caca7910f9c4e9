import { useState } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { useRejectedFiles } from '../use-rejected-files.ts';
import { useUploads } from '../use-uploads.ts';
import { inTrayOrder } from './tray-order.ts';
import { UploadRow } from './upload-row.tsx';
import { UploadTrayHeader } from './upload-tray-header.tsx';

/** What needs a person or moves is on top; a folder of thousands has no more rows than anybody scrolls. */
const SHOWN_ROWS = 40;

/** The uploads of this tab, docked at the window's lower right; absent while there are none. */
export function UploadTray() {
  const messages = useMessages();
  const { items, summary, actions } = useUploads();
  const [isOpen, setOpen] = useState(true);
  const { rejected } = useRejectedFiles();
  if (items.length === 0) return null;
  const refused = new Set(rejected.map(({ fileId }) => fileId));
  const shown = inTrayOrder(items).slice(0, SHOWN_ROWS);

  return (
    <section
      aria-label={messages.uploads.label}
      data-slot="upload-tray"
      className="font-dawg text-body text-ink bg-raised floating motion-safe:animate-rise fixed right-4 bottom-[calc(var(--dawg-dock-bottom)+var(--dawg-dock-lift))] z-40 flex max-h-[min(26rem,60dvh)] w-[calc(100vw-2rem)] max-w-[25rem] flex-col overflow-hidden rounded-xl"
    >
      <UploadTrayHeader
        summary={summary}
        actions={actions}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <ul className="border-line min-h-0 overflow-y-auto overscroll-contain border-t py-1">
          {shown.map((item) => (
            <UploadRow
              key={item.id}
              item={item}
              isRejected={item.status.kind === 'stored' && refused.has(item.status.file.id)}
              actions={actions}
            />
          ))}
          {items.length > shown.length && (
            <li className="text-label text-ink-faint px-3.5 py-1.5">
              {messages.uploads.more(items.length - shown.length)}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
