import { Upload } from 'lucide-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { DropZone, type DropItem } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { ENTRY_TYPE } from '../files/use-entry-drag.ts';
import type { FilesFound } from './files-found.ts';
import { filesOfDrop, filesOfHandles, handlesOf } from './files-of-drop.ts';

const NO_FILES = ['text/plain', 'text/uri-list', ENTRY_TYPE];

export interface FileDropProps {
  readonly onFound: (found: FilesFound) => void;
  readonly children: ReactNode;
}

/** Takes files and folders dropped anywhere on the component, and files pasted into it. */
export function FileDrop({ onFound, children }: FileDropProps) {
  const { drop } = useMessages();
  const [isOver, setOver] = useState(false);
  const dropped = useRef<ReturnType<typeof handlesOf> | null>(null);
  const read = async (items: readonly DropItem[]) => {
    const handles = await dropped.current;
    dropped.current = null;
    onFound(handles ? await filesOfHandles(handles) : await filesOfDrop(items));
  };
  return (
    // The drop zone tells of files; their handles are to be had from the browser's own event only, before it. The list
    // takes drops of its own rows: while files from outside are over it they meet the sheet that lies over all of it.
    <div
      className="contents"
      onDragEnterCapture={(event) => bringsFiles(event) && setOver(true)}
      onDragLeaveCapture={(event) => isLeaving(event) && setOver(false)}
      onDropCapture={(event) => {
        dropped.current = handlesOf(event.dataTransfer);
        setOver(false);
      }}
    >
      <DropZone
        aria-label={drop.zone}
        // Dragging selected text over the page is not an upload, nor is dragging a row.
        getDropOperation={(types) => (NO_FILES.some((type) => types.has(type)) ? 'cancel' : 'copy')}
        onDrop={({ items }) => void read(items)}
        className="font-dawg text-body text-ink bg-surface relative flex h-full min-h-96 min-w-0 flex-col overflow-hidden data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-(--dawg-focus)"
      >
        {children}
        <div
          aria-hidden
          hidden={!isOver}
          className="bg-surface/85 absolute inset-0 z-30 p-3 backdrop-blur-xs"
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
    </div>
  );
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files');
}

/** The pointer goes out of the component, not from one thing in it to another. */
function isLeaving({ currentTarget, relatedTarget }: DragEvent): boolean {
  return !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
}
