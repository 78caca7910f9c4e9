import { ArchiveRestore, Download, Pencil, Trash2 } from 'lucide-react';
import { Menu, MenuItem, MenuSeparator } from '../controls/menu.tsx';
import { useMessages } from '../messages/use-messages.ts';

/** What a menu can ask for. */
export type FileCommand = 'download' | 'rename' | 'trash' | 'restore' | 'purge';

export interface FileMenuProps {
  readonly label: string;
  readonly trashed: boolean;
  /** Some commands are for one file only. */
  readonly isSingle: boolean;
  readonly onCommand: (command: FileCommand) => void;
  /** For a menu without a button: which item takes the focus. */
  readonly autoFocus?: 'first';
  /** For a menu without a button: called once a command is chosen. */
  readonly onClose?: () => void;
}

/** The commands for files, in the list or in the trash. */
export function FileMenu({ label, trashed, isSingle, onCommand, ...standalone }: FileMenuProps) {
  const { actions } = useMessages();
  if (trashed) {
    return (
      <Menu aria-label={label} {...standalone}>
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
    <Menu aria-label={label} {...standalone} disabledKeys={isSingle ? [] : ['download', 'rename']}>
      <MenuItem id="download" icon={Download} onAction={() => onCommand('download')}>
        {actions.download}
      </MenuItem>
      <MenuItem id="rename" icon={Pencil} shortcut="F2" onAction={() => onCommand('rename')}>
        {actions.rename}
      </MenuItem>
      <MenuSeparator />
      <MenuItem id="trash" icon={Trash2} isDanger shortcut="Del" onAction={() => onCommand('trash')}>
        {actions.trash}
      </MenuItem>
    </Menu>
  );
}
