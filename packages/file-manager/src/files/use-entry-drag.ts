import { useDragAndDrop } from 'react-aria-components';
import { isFolder, type Entry } from './entry.ts';
import type { FileCommands } from './use-file-commands.ts';

/** What is dragged inside the list; files from the desktop are others. */
export const ENTRY_TYPE = 'application/x-dawg-entry';

/** Lets entries be dragged onto a folder of the list, also by keyboard: it moves them there. */
export function useEntryDrag(entries: readonly Entry[], commands: FileCommands, trashed: boolean) {
  const entriesOf = (ids: ReadonlySet<unknown>) => entries.filter(({ id }) => ids.has(id));
  return useDragAndDrop({
    isDisabled: trashed,
    getItems: (keys) => [...keys].map((key) => ({ [ENTRY_TYPE]: String(key) })),
    acceptedDragTypes: [ENTRY_TYPE],
    getDropOperation: (target, types) => {
      const isOnFolder =
        target.type === 'item' &&
        target.dropPosition === 'on' &&
        entriesOf(new Set([target.key])).some(isFolder);
      return isOnFolder && types.has(ENTRY_TYPE) ? 'move' : 'cancel';
    },
    onItemDrop: ({ items, target }) => {
      const [folder] = entriesOf(new Set([target.key]));
      if (!folder || !isFolder(folder)) return;
      const texts = items.flatMap((item) => (item.kind === 'text' ? [item.getText(ENTRY_TYPE)] : []));
      void Promise.all(texts).then((ids) =>
        commands.move(entriesOf(new Set(ids)), { folderId: folder.id, name: folder.name }),
      );
    },
  });
}
