import { ArchiveRestore, Download, FileArchive, FolderInput, Trash2, X } from 'lucide-react';
import { Toolbar } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { whyLocked } from '../scan/why-locked.ts';
import { isFile, sizeOf, type Entry } from './entry.ts';
import { canBeZipped, type FileCommand } from './file-menu.tsx';

export interface SelectionBarProps {
  readonly selected: readonly Entry[];
  readonly trashed: boolean;
  readonly onCommand: (command: FileCommand) => void;
  readonly onClear: () => void;
}

/** How many files are selected and what can be done with them; floats over the list, so that no row moves. */
export function SelectionBar({ selected, trashed, onCommand, onClear }: SelectionBarProps) {
  const { selection, actions, scan } = useMessages();
  const format = useFormat();
  if (selected.length === 0) return null;
  const locked = whyLocked(selected);

  return (
    <div className="pointer-events-none relative z-20 flex h-0 justify-center">
      <Toolbar
        aria-label={selection.bar}
        className="bg-raised text-body floating motion-safe:animate-rise pointer-events-auto absolute bottom-3 flex max-w-[calc(100%-1rem)] items-center gap-0.5 rounded-xl p-1 pl-3.5 whitespace-nowrap"
      >
        <span className="mr-2 tabular-nums">
          <span className="font-medium">{selection.selected(selected.length)}</span>
          {selected.some(isFile) && (
            <span className="text-ink-faint max-sm:hidden"> · {format.bytes(sizeOf(selected))}</span>
          )}
        </span>
        {!trashed && selected.length === 1 && selected.every(isFile) && (
          <Button variant="quiet" isDisabled={locked !== null} onPress={() => onCommand('download')}>
            <Download size={15} aria-hidden />
            {locked ? scan.withReason(actions.download, scan.short[locked]) : actions.download}
          </Button>
        )}
        {!trashed && canBeZipped(selected) && (
          <Button variant="quiet" onPress={() => onCommand('zip')}>
            <FileArchive size={15} aria-hidden />
            {actions.downloadZip}
          </Button>
        )}
        {!trashed && (
          <Button variant="quiet" onPress={() => onCommand('move')}>
            <FolderInput size={15} aria-hidden />
            {actions.move}
          </Button>
        )}
        {trashed && (
          <Button variant="quiet" onPress={() => onCommand('restore')}>
            <ArchiveRestore size={15} aria-hidden />
            {actions.restore}
          </Button>
        )}
        <Button variant="quiet" onPress={() => onCommand(trashed ? 'purge' : 'trash')}>
          <Trash2 size={15} aria-hidden />
          {trashed ? actions.purge : actions.trash}
        </Button>
        <IconButton label={selection.clear} onPress={onClear}>
          <X size={15} aria-hidden />
        </IconButton>
      </Toolbar>
    </div>
  );
}
