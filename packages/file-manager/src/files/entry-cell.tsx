import type { ReactNode } from 'react';
import { Cell } from 'react-aria-components';

/** How every row of the list looks, at rest, pointed at, selected and focused. */
export const ROW_LOOK =
  'group/row text-body border-line data-hovered:bg-hover data-selected:bg-accent-soft data-drop-target:bg-accent-soft data-drop-target:outline-accent data-drop-target:-outline-offset-2 data-drop-target:outline-2 data-dragging:opacity-60 forced-colors:data-selected:outline-2 forced-colors:data-selected:-outline-offset-2 forced-colors:data-selected:outline-[Highlight] focus-ring relative flex h-full cursor-default border-b data-focus-visible:z-10 data-focus-visible:-outline-offset-2';

export interface EntryCellProps {
  readonly children: ReactNode;
  readonly textValue?: string;
  readonly align?: 'start' | 'end';
  /** The arrow keys go to what is in the cell rather than to the cell. */
  readonly holdsControl?: boolean;
}

export function EntryCell({ children, textValue, align = 'start', holdsControl = false }: EntryCellProps) {
  return (
    <Cell
      textValue={textValue ?? ''}
      focusMode={holdsControl ? 'child' : 'cell'}
      allowsArrowNavigation={holdsControl}
      className={`focus-ring flex h-full min-w-0 flex-col justify-center px-3 data-focus-visible:-outline-offset-2 ${align === 'end' ? 'items-end text-right' : ''}`}
    >
      {children}
    </Cell>
  );
}
