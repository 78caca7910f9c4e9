import type { FileSort } from '@dawg/contract/wire';
import { useRef, type ReactNode } from 'react';
import {
  Collection,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  Virtualizer,
  type Selection,
  type SortDescriptor,
} from 'react-aria-components';
import type { FileQuery } from '../file-query.ts';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { useMessages } from '../messages/use-messages.ts';
import { isFolder, type Entry } from './entry.ts';
import { FileColumn } from './file-columns.tsx';
import { FileRow } from './file-row.tsx';
import { FolderRow } from './folder-row.tsx';
import type { FileCommand } from './file-menu.tsx';
import { RowCommands } from './row-commands.tsx';
import type { FileCommands } from './use-file-commands.ts';
import { useEntryDrag } from './use-entry-drag.ts';
import { useIsNarrow } from './use-is-narrow.ts';

const HEADER_HEIGHT_PX = 32;
const ROW_HEIGHT_PX = 40;
/** The name, and under it what the columns would say. */
const NARROW_ROW_HEIGHT_PX = 56;

export interface FileTableProps {
  readonly entries: readonly Entry[];
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
  readonly selection: Selection;
  readonly onSelectionChange: (selection: Selection) => void;
  readonly allowMultiple: boolean;
  readonly commands: FileCommands;
  readonly isLoadingMore: boolean;
  readonly onLoadMore: () => void;
  readonly onUp: (() => void) | null;
  /** What stands in the body while there are no rows. */
  readonly emptyState: ReactNode;
}

/** Folders and files as a grid with one tab stop. Only the rows in sight are in the page, however many there are. */
export function FileTable({ entries, query, onQueryChange, selection, commands, ...props }: FileTableProps) {
  const messages = useMessages();
  const format = useFormat();
  const now = useNow();
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(frame);
  const { trashed } = query;
  const { dragAndDropHooks } = useEntryDrag(entries, commands, trashed);
  return (
    <RowCommands
      ref={frame}
      entries={entries}
      selection={selection}
      onSelectionChange={props.onSelectionChange}
      trashed={trashed}
      commands={commands}
      onUp={props.onUp}
    >
      <Virtualizer
        layout={TableLayout}
        layoutOptions={{
          rowHeight: isNarrow ? NARROW_ROW_HEIGHT_PX : ROW_HEIGHT_PX,
          headingHeight: HEADER_HEIGHT_PX,
          loaderHeight: ROW_HEIGHT_PX,
        }}
      >
        <Table
          aria-label={trashed ? messages.list.trashLabel : messages.list.label}
          selectionMode={props.allowMultiple ? 'multiple' : 'single'}
          selectionBehavior="replace"
          keyboardNavigationBehavior="tab"
          dragAndDropHooks={dragAndDropHooks}
          selectedKeys={selection}
          onSelectionChange={props.onSelectionChange}
          sortDescriptor={sortShown(query)}
          onSortChange={({ column, direction }) =>
            onQueryChange({ ...query, ...sortOf(query, String(column), direction === 'ascending') })
          }
          className="focus-ring min-h-0 flex-1 overflow-auto overscroll-contain data-focus-visible:-outline-offset-2"
        >
          <TableHeader className="bg-surface border-line h-full border-b">
            <FileColumn id="fileName" label={messages.list.name} width="1fr" minWidth={140} isRowHeader />
            {!isNarrow && <FileColumn id="durationSeconds" label={messages.sound.column} width={184} />}
            {!isNarrow && <FileColumn id="sizeBytes" label={messages.list.size} width={100} align="end" />}
            {!isNarrow && (
              <FileColumn
                id="uploadedAt"
                label={trashed ? messages.list.trashed : messages.list.uploaded}
                width={136}
                sortable={!trashed}
              />
            )}
            <FileColumn
              id="actions"
              label={messages.list.actions}
              width={56}
              sortable={false}
              isLabelHidden
            />
          </TableHeader>
          <TableBody renderEmptyState={() => props.emptyState}>
            <Collection items={entries} dependencies={[isNarrow, commands.renamingId, now, trashed]}>
              {(entry) => {
                const row = {
                  trashed,
                  isNarrow,
                  isRenaming: commands.renamingId === entry.id,
                  now,
                  format,
                  messages,
                  onCommand: (command: FileCommand) => commands.run(command, [entry]),
                  onRename: (name: string) => commands.rename(entry, name),
                  onRenameEnd: commands.endRename,
                };
                return isFolder(entry) ? (
                  <FolderRow folder={entry} {...row} />
                ) : (
                  <FileRow file={entry} {...row} />
                );
              }}
            </Collection>
            <TableLoadMoreItem
              isLoading={props.isLoadingMore}
              onLoadMore={props.onLoadMore}
              className="text-label text-ink-faint grid place-items-center"
            >
              {messages.list.loading}
            </TableLoadMoreItem>
          </TableBody>
        </Table>
      </Virtualizer>
    </RowCommands>
  );
}

/** In the trash the time column tells when a file was deleted, and the server sorts by when it was uploaded. */
function sortShown({ trashed, sort, order }: FileQuery): SortDescriptor | undefined {
  if (trashed && sort === 'uploadedAt') return undefined;
  return { column: sort, direction: order === 'asc' ? 'ascending' : 'descending' };
}

/** A column that was not sorted by begins as people expect: names from A, sizes and dates from the top. */
function sortOf(query: FileQuery, column: string, ascending: boolean): Partial<FileQuery> {
  const sort: FileSort =
    column === 'fileName' || column === 'sizeBytes' || column === 'durationSeconds' ? column : 'uploadedAt';
  if (sort !== query.sort) return { sort, order: sort === 'fileName' ? 'asc' : 'desc' };
  return { order: ascending ? 'asc' : 'desc' };
}
