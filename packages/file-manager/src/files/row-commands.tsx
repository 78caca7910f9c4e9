import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { Selection } from 'react-aria-components';
import { isApplePlatform, isDetailsKey } from '../details/details-key.ts';
import { useMessages } from '../messages/use-messages.ts';
import { FileContextMenu } from './file-context-menu.tsx';
import { entriesIn } from './entries-in-selection.ts';
import { isFolder, type Entry } from './entry.ts';
import type { FileCommands } from './use-file-commands.ts';
import { useFocusKept } from './use-focus-kept.ts';

export interface RowCommandsProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly entries: readonly Entry[];
  readonly selection: Selection;
  readonly onSelectionChange: (selection: Selection) => void;
  readonly trashed: boolean;
  readonly commands: FileCommands;
  /** Goes to the folder that the open one is in; null at the top. */
  readonly onUp: (() => void) | null;
  /** The grid. */
  readonly children: ReactNode;
}

interface OpenMenu {
  readonly at: { readonly x: number; readonly y: number };
  readonly entries: readonly Entry[];
}

/**
 * The keys and the context menu of the rows, beside what the grid does itself: Enter opens a folder, F2, or Enter on a
 * file, renames, Space plays the selected file, Delete trashes (or, in the trash, deletes for good), Backspace goes up one folder, Ctrl-I or ⌘I shows a
 * file's details, Shift-F10 or a right click opens the menu.
 */
export function RowCommands({ ref, entries, selection, trashed, commands, ...props }: RowCommandsProps) {
  const { list } = useMessages();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const focusKept = useFocusKept(ref, entries.length);

  /** The row's entry, with the rest of the selection if the row is part of it; otherwise the row becomes it. */
  const entriesAt = (target: EventTarget): readonly Entry[] => {
    const id = rowOf(target)?.dataset['entryId'];
    const selected = entriesIn(selection, entries);
    if (selected.some((entry) => entry.id === id)) return selected;
    const pointed = entries.filter((entry) => entry.id === id);
    if (id && pointed.length > 0) props.onSelectionChange(new Set([id]));
    return pointed;
  };
  const openMenu = (target: EventTarget, at: OpenMenu['at']) => {
    const pointed = entriesAt(target);
    if (pointed.length > 0) setMenu({ at, entries: pointed });
    return pointed.length > 0;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A key pressed in a field or a button inside the row is that element's own.
    if (!isRowItself(event.target)) return;
    if (event.key === 'F10' && event.shiftKey) {
      const box = rowOf(event.target)?.getBoundingClientRect();
      if (box) openMenu(event.target, { x: box.left + 48, y: box.bottom - 8 });
    } else if ((event.key === 'F2' || event.key === 'Enter') && !trashed) {
      const [entry] = entriesAt(event.target);
      if (entry && event.key === 'Enter' && isFolder(entry)) commands.run('open', [entry]);
      else if (entry) commands.beginRename(entry);
    } else if (event.key === ' ' && !event.ctrlKey && !event.metaKey && !event.shiftKey && !trashed) {
      // Only what is selected already: otherwise the space selects it, as the grid does.
      const selected = entriesIn(selection, entries);
      const [only] = selected;
      if (selected.length !== 1 || only?.id !== rowOf(event.target)?.dataset['entryId']) return;
      commands.run('play', selected);
    } else if (isDetailsKey(event.nativeEvent, isApplePlatform())) {
      const id = rowOf(event.target)?.dataset['entryId'];
      commands.run(
        'details',
        entries.filter((entry) => entry.id === id),
      );
    } else if (event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) {
      commands.run(trashed ? 'purge' : 'trash', entriesAt(event.target));
    } else if (event.key === 'Backspace' && props.onUp) {
      props.onUp();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={ref}
      {...focusKept}
      onKeyDownCapture={onKeyDown} // while capturing: the grid would keep Enter to itself
      onClick={(event) => {
        const isOnBadge = event.target instanceof Element && event.target.closest('[data-play]') !== null;
        const id = rowOf(event.target)?.dataset['entryId'];
        if (isOnBadge)
          commands.run(
            'play',
            entries.filter((entry) => entry.id === id),
          );
      }}
      onContextMenu={(event) => {
        if (event.target instanceof HTMLInputElement) return;
        if (openMenu(event.target, { x: event.clientX, y: event.clientY })) event.preventDefault();
      }}
      className="relative flex min-h-0 flex-1 flex-col [container-type:size]"
    >
      {props.children}
      {menu && (
        <FileContextMenu
          at={menu.at}
          label={list.actions}
          trashed={trashed}
          entries={menu.entries}
          onCommand={(command) => commands.run(command, menu.entries)}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-entry-id]') : null;
}

/** Or the grid itself: an empty folder has no row. */
function isRowItself(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('[role=grid], [role=row], [role=gridcell], [role=rowheader]')
  );
}
