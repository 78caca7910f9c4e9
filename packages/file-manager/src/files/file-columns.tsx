import type { FileSort } from '@dawg/contract/wire';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Column } from 'react-aria-components';

export interface FileColumnProps {
  readonly id: FileSort | 'actions';
  readonly label: string;
  readonly width: `${number}fr` | number;
  readonly minWidth?: number;
  readonly isRowHeader?: boolean;
  /** The trash view sorts by nothing the server cannot sort by. */
  readonly sortable?: boolean;
  readonly align?: 'start' | 'end';
  readonly isLabelHidden?: boolean;
}

/** A column's header: pressing it sorts, pressing again turns the order round. */
export function FileColumn({
  id,
  label,
  width,
  minWidth,
  isRowHeader,
  sortable = true,
  align = 'start',
  isLabelHidden = false,
}: FileColumnProps) {
  return (
    <Column
      id={id}
      textValue={label}
      width={width}
      minWidth={minWidth ?? null}
      isRowHeader={isRowHeader ?? false}
      allowsSorting={sortable}
      className={`group text-label text-ink-faint flex h-full items-center gap-1 px-3 font-medium select-none focus-ring data-focus-visible:-outline-offset-2 ${sortable ? 'data-hovered:text-ink' : ''} ${align === 'end' ? 'justify-end text-right' : ''}`}
    >
      {({ sortDirection }) => (
        <>
          <span className={`${isLabelHidden ? 'sr-only' : 'truncate'} ${sortDirection ? 'text-ink' : ''}`}>
            {label}
          </span>
          {sortDirection === 'ascending' && <ArrowUp size={12} aria-hidden className="text-ink shrink-0" />}
          {sortDirection === 'descending' && (
            <ArrowDown size={12} aria-hidden className="text-ink shrink-0" />
          )}
        </>
      )}
    </Column>
  );
}
