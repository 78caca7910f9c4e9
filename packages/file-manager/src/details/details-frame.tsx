import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { isFile, type Entry } from '../files/entry.ts';
import { useMessages } from '../messages/use-messages.ts';
import { DetailsPlaceholder } from './details-placeholder.tsx';
import { FileDetails } from './file-details.tsx';
import { useDetails } from './details-state.tsx';

/** From here on a list and a pane have room beside each other. */
const WIDE_PX = 900;

export interface DetailsFrameProps {
  readonly selected: readonly Entry[];
  readonly trashed: boolean;
  /** The list. */
  readonly children: ReactNode;
}

/** The list, and beside it what is known of the one selected file; over it where there is no room. */
export function DetailsFrame({ selected, trashed, children }: DetailsFrameProps) {
  const { details } = useMessages();
  const { isOpen, close } = useDetails();
  const frame = useRef<HTMLDivElement>(null);
  const isWide = useIsWide(frame, close);
  const [entry, ...others] = selected;
  const only = entry && others.length === 0 && isFile(entry) ? entry : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    close();
    focusRow(frame.current, entry);
  };

  return (
    <div ref={frame} className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
      {isOpen && isWide && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes, wherever in it the focus is
        <aside
          aria-label={details.label}
          onKeyDown={onKeyDown}
          className="border-line flex w-84 shrink-0 flex-col overflow-hidden border-l"
        >
          {only ? (
            <FileDetails key={only.id} file={only} trashed={trashed} onClose={close} />
          ) : (
            <DetailsPlaceholder onClose={close} />
          )}
        </aside>
      )}
      <ModalOverlay
        isOpen={isOpen && !isWide && only !== undefined}
        isDismissable
        onOpenChange={(open) => !open && close()}
        className="font-dawg bg-scrim fixed inset-0 z-40 flex items-end justify-center data-entering:opacity-0 motion-safe:transition-opacity"
      >
        <Modal className="bg-raised text-ink text-body floating motion-safe:animate-rise flex max-h-[88dvh] w-full max-w-lg flex-col rounded-t-2xl">
          <Dialog aria-label={details.label} className="flex min-h-0 flex-col outline-none">
            {only && <FileDetails key={only.id} file={only} trashed={trashed} onClose={close} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
}

function focusRow(frame: HTMLElement | null, entry: Entry | undefined): void {
  const row = entry && frame?.querySelector<HTMLElement>(`[data-entry-id="${CSS.escape(entry.id)}"]`);
  (row ?? frame?.querySelector<HTMLElement>('[role=grid]'))?.focus();
}

/** Where the room beside the list goes, details close: they would cover the list that nobody asked to have covered. */
function useIsWide(frame: { readonly current: HTMLElement | null }, onNarrow: () => void): boolean {
  const [isWide, setWide] = useState(() => window.innerWidth >= WIDE_PX);
  const measure = useEffectEvent((width: number) => {
    const wide = width >= WIDE_PX;
    if (width === 0 || wide === isWide) return;
    setWide(wide);
    if (!wide) onNarrow();
  });
  useEffect(() => {
    if (!frame.current) return;
    const observer = new ResizeObserver(([entry]) => entry && measure(entry.contentRect.width));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return isWide;
}
