import {
  ArchiveRestore,
  Download,
  FileArchive,
  FolderInput,
  FolderOpen,
  Info,
  Pencil,
  Play,
  Trash2,
} from 'lucide-react';
import { detailsShortcut, isApplePlatform } from '../details/details-key.ts';
import { Menu, MenuItem, MenuSeparator } from '../controls/menu.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { whyLocked } from '../scan/why-locked.ts';
import { isFile, isFolder, type Entry } from './entry.ts';

/** What a menu can ask for. */
export type FileCommand =
  'open' | 'play' | 'download' | 'zip' | 'rename' | 'move' | 'details' | 'trash' | 'restore' | 'purge';

export interface FileMenuProps {
  readonly label: string;
  readonly trashed: boolean;
  /** What the commands are for: some are for one file, or one folder, only. */
  readonly entries: readonly Entry[];
  readonly onCommand: (command: FileCommand) => void;
  /** For a menu without a button: which item takes the focus. */
  readonly autoFocus?: 'first';
  /** For a menu without a button: called once a command is chosen. */
  readonly onClose?: () => void;
}

/** The commands for files and folders, in the list or in the trash. */
export function FileMenu({ label, trashed, entries, onCommand, ...standalone }: FileMenuProps) {
  const { actions, scan } = useMessages();
  const isSingle = entries.length === 1;
  const locked = whyLocked(entries);
  const whyNot = locked && scan.short[locked];
  const unavailable = [
    ...(isSingle ? [] : ['open', 'rename', 'details']),
    ...(locked ? ['play', 'download'] : []),
  ];
  const details = entries.every(isFile) && (
    <MenuItem
      id="details"
      icon={Info}
      shortcut={detailsShortcut(isApplePlatform())}
      onAction={() => onCommand('details')}
    >
      {actions.details}
    </MenuItem>
  );
  if (trashed) {
    return (
      <Menu aria-label={label} {...standalone} disabledKeys={isSingle ? [] : ['details']}>
        {details}
        <MenuItem icon={ArchiveRestore} onAction={() => onCommand('restore')}>
          {actions.restore}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} isDanger shortcut="Del" onAction={() => onCommand('purge')}>
          {actions.purge}
        </MenuItem>
      </Menu>
    );
  }
  return (
    <Menu aria-label={label} {...standalone} disabledKeys={unavailable}>
      {entries.every(isFolder) && (
        <MenuItem id="open" icon={FolderOpen} shortcut="⏎" onAction={() => onCommand('open')}>
          {actions.open}
        </MenuItem>
      )}
      {entries.every(isFile) && isSingle && (
        <MenuItem id="play" icon={Play} whyNot={whyNot} onAction={() => onCommand('play')}>
          {actions.play}
        </MenuItem>
      )}
      {canBeZipped(entries) && (
        <MenuItem id="zip" icon={FileArchive} onAction={() => onCommand('zip')}>
          {actions.downloadZip}
        </MenuItem>
      )}
      {entries.every(isFile) && isSingle && (
        <MenuItem id="download" icon={Download} whyNot={whyNot} onAction={() => onCommand('download')}>
          {actions.download}
        </MenuItem>
      )}
      <MenuItem id="rename" icon={Pencil} shortcut="F2" onAction={() => onCommand('rename')}>
        {actions.rename}
      </MenuItem>
      <MenuItem id="move" icon={FolderInput} onAction={() => onCommand('move')}>
        {actions.move}
      </MenuItem>
      {details}
      <MenuSeparator />
      <MenuItem id="trash" icon={Trash2} isDanger shortcut="Del" onAction={() => onCommand('trash')}>
        {actions.trash}
      </MenuItem>
    </Menu>
  );
}

/** Several files, or one folder with all that is in it. */
export function canBeZipped(entries: readonly Entry[]): boolean {
  return entries.length === 1 ? entries.every(isFolder) : entries.every(isFile);
}
