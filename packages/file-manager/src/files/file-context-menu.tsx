import { useRef } from 'react';
import { Panel } from '../controls/menu.tsx';
import { FileMenu, type FileMenuProps } from './file-menu.tsx';

export interface FileContextMenuProps extends Omit<FileMenuProps, 'autoFocus' | 'onClose'> {
  /** Where the window was pressed. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** The file menu at the pointer, or at the row for Shift-F10. */
export function FileContextMenu({ at, onClose, ...menu }: FileContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
      <Panel
        isOpen
        aria-label={menu.label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        onOpenChange={(open) => !open && onClose()}
      >
        <FileMenu {...menu} autoFocus="first" onClose={onClose} />
      </Panel>
    </>
  );
}
