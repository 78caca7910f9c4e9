import { useState } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { useUploads } from '../use-uploads.ts';
import { inTrayOrder } from './tray-order.ts';
import { UploadRow } from './upload-row.tsx';
import { UploadTrayHeader } from './upload-tray-header.tsx';

/** The uploads of this tab, docked at the window's lower right; absent while there are none. */
export function UploadTray() {
  const messages = useMessages();
  const { items, summary, actions } = useUploads();
  const [isOpen, setOpen] = useState(true);
  if (items.length === 0) return null;

  return (
    <section
      aria-label={messages.uploads.label}
      data-slot="upload-tray"
      className="font-dawg text-body text-ink bg-raised floating motion-safe:animate-rise fixed right-4 bottom-(--dawg-dock-bottom) z-40 flex max-h-[min(26rem,60dvh)] w-[calc(100vw-2rem)] max-w-[25rem] flex-col overflow-hidden rounded-xl"
    >
      <UploadTrayHeader
        summary={summary}
        actions={actions}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <ul className="border-line min-h-0 overflow-y-auto overscroll-contain border-t py-1">
          {inTrayOrder(items).map((item) => (
            <UploadRow key={item.id} item={item} actions={actions} />
          ))}
        </ul>
      )}
    </section>
  );
}
