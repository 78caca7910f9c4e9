import { Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropZone, type DropItem } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';

export interface FileDropProps {
  readonly onDropItems: (items: readonly DropItem[]) => void;
  readonly children: ReactNode;
}

/** Takes files and folders dropped anywhere on the component, and files pasted into it. */
export function FileDrop({ onDropItems, children }: FileDropProps) {
  const { drop } = useMessages();
  return (
    <DropZone
      aria-label={drop.zone}
      // Dragging selected text over the page is not an upload.
      getDropOperation={(types) =>
        types.has('text/plain') || types.has('text/uri-list') ? 'cancel' : 'copy'
      }
      onDrop={({ items }) => onDropItems(items)}
      className="font-dawg text-body text-ink bg-surface group/drop relative flex h-full min-h-96 min-w-0 flex-col overflow-hidden data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-(--dawg-focus)"
    >
      {children}
      <div
        aria-hidden
        className="bg-surface/85 pointer-events-none absolute inset-0 z-30 hidden p-3 backdrop-blur-xs group-data-drop-target/drop:block"
      >
        <div className="border-accent-fill bg-accent-soft/70 grid h-full place-items-center rounded-xl border-2 border-dashed">
          <div className="flex flex-col items-center text-center">
            <span className="bg-accent-fill grid size-12 place-items-center rounded-full text-white">
              <Upload size={22} />
            </span>
            <p className="text-title mt-4 font-semibold">{drop.title}</p>
            <p className="text-ink-soft">{drop.text}</p>
          </div>
        </div>
      </div>
    </DropZone>
  );
}
