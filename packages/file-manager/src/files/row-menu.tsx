import { Ellipsis } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Panel } from '../controls/menu.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { entryName, type Entry } from './entry.ts';
import { FileMenu, type FileCommand } from './file-menu.tsx';

export interface RowMenuProps {
  readonly entry: Entry;
  readonly trashed: boolean;
  readonly onCommand: (command: FileCommand) => void;
}

/** The button at a row's end, and the commands it opens. A closed menu costs nothing: a list has one in every row. */
export function RowMenu({ entry, trashed, onCommand }: RowMenuProps) {
  const { list } = useMessages();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const label = list.actionsOf(entryName(entry));
  return (
    <>
      <Button
        ref={button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        onKeyDown={(event) => event.key === 'ArrowDown' && event.altKey && setOpen(true)}
        className="text-ink-faint data-hovered:bg-sunken data-hovered:text-ink aria-expanded:bg-sunken aria-expanded:text-ink focus-ring -mx-1 grid size-8 place-items-center rounded-md"
      >
        <Ellipsis size={16} aria-hidden />
      </Button>
      {isOpen && (
        <Panel isOpen aria-label={label} triggerRef={button} placement="bottom end" onOpenChange={setOpen}>
          <FileMenu
            label={label}
            trashed={trashed}
            entries={[entry]}
            onCommand={onCommand}
            autoFocus="first"
            onClose={() => setOpen(false)}
          />
        </Panel>
      )}
    </>
  );
}
