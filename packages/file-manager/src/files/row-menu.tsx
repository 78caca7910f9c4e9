import { Ellipsis } from 'lucide-react';
import { Button, MenuTrigger } from 'react-aria-components';
import { Panel } from '../controls/menu.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { entryName, type Entry } from './entry.ts';
import { FileMenu, type FileCommand } from './file-menu.tsx';

export interface RowMenuProps {
  readonly entry: Entry;
  readonly trashed: boolean;
  readonly onCommand: (command: FileCommand) => void;
}

/** The button at a row's end, and the commands it opens. */
export function RowMenu({ entry, trashed, onCommand }: RowMenuProps) {
  const { list } = useMessages();
  const label = list.actionsOf(entryName(entry));
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        className="text-ink-faint data-hovered:bg-sunken data-hovered:text-ink aria-expanded:bg-sunken aria-expanded:text-ink focus-ring -mx-1 grid size-8 place-items-center rounded-md"
      >
        <Ellipsis size={16} aria-hidden />
      </Button>
      <Panel placement="bottom end">
        <FileMenu label={label} trashed={trashed} entries={[entry]} onCommand={onCommand} />
      </Panel>
    </MenuTrigger>
  );
}
