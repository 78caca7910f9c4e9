import type { StoredFile } from '@dawg/contract/wire';
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { Selection } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { FileContextMenu } from './file-context-menu.tsx';
import { filesIn } from './files-in-selection.ts';
import type { FileCommands } from './use-file-commands.ts';
import { useFocusKept } from './use-focus-kept.ts';

export interface RowCommandsProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly files: readonly StoredFile[];
  readonly selection: Selection;
  readonly onSelectionChange: (selection: Selection) => void;
  readonly trashed: boolean;
  readonly commands: FileCommands;
  /** The grid. */
  readonly children: ReactNode;
}

interface OpenMenu {
  readonly at: { readonly x: number; readonly y: number };
  readonly files: readonly StoredFile[];
}

/**
 * The keys and the context menu of the rows, beside what the grid does itself: F2 or Enter renames, Delete trashes
 * (or, in the trash, deletes for good), Shift-F10 or a right click opens the menu.
 */
export function RowCommands({ ref, files, selection, trashed, commands, ...props }: RowCommandsProps) {
  const { list } = useMessages();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const focusKept = useFocusKept(ref, files.length);

  /** The row's file, with the rest of the selection if the row is part of it; otherwise the row becomes it. */
  const filesAt = (target: EventTarget): readonly StoredFile[] => {
    const fileId = rowOf(target)?.dataset['fileId'];
    const selected = filesIn(selection, files);
    if (selected.some((file) => file.id === fileId)) return selected;
    const pointed = files.filter((file) => file.id === fileId);
    if (fileId && pointed.length > 0) props.onSelectionChange(new Set([fileId]));
    return pointed;
  };
  const openMenu = (target: EventTarget, at: OpenMenu['at']) => {
    const pointed = filesAt(target);
    if (pointed.length > 0) setMenu({ at, files: pointed });
    return pointed.length > 0;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A key pressed in a field or a button inside the row is that element's own.
    if (!isRowItself(event.target)) return;
    if (event.key === 'F10' && event.shiftKey) {
      const box = rowOf(event.target)?.getBoundingClientRect();
      if (box) openMenu(event.target, { x: box.left + 48, y: box.bottom - 8 });
    } else if ((event.key === 'F2' || event.key === 'Enter') && !trashed) {
      const [file] = filesAt(event.target);
      if (file) commands.beginRename(file);
    } else if (event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) {
      commands.run(trashed ? 'purge' : 'trash', filesAt(event.target));
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
          isSingle={menu.files.length === 1}
          onCommand={(command) => commands.run(command, menu.files)}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-file-id]') : null;
}

function isRowItself(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('[role=row], [role=gridcell], [role=rowheader]');
}
