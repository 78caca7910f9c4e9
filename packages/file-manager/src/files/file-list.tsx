import type { StoredFile } from '@dawg/contract/wire';
import { useState } from 'react';
import type { Selection } from 'react-aria-components';
import type { FilesFound } from '../adding/files-found.ts';
import { usePlayerItself } from '../connection/player-context.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { DetailsFrame } from '../details/details-frame.tsx';
import { useDetails } from '../details/details-state.tsx';
import type { FileQuery } from '../file-query.ts';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { MoveDialog } from '../folders/move-dialog.tsx';
import { useFolderPath } from '../use-folders.ts';
import { entriesIn, newlySelected } from './entries-in-selection.ts';
import { entryName, isFile, isFolder, sizeOf } from './entry.ts';
import { FileTable } from './file-table.tsx';
import { ListState } from './list-state.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useEntries } from './use-entries.ts';
import { useFileCommands } from './use-file-commands.ts';

export interface FileListProps {
  readonly projectId: string | undefined;
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
  readonly allowMultiple: boolean;
  readonly maxFileBytes: number | null;
  readonly onFileSelect: ((file: StoredFile) => void) | undefined;
  readonly onFound: (found: FilesFound) => void;
}

const NOTHING: Selection = new Set();

/** The files or the trash: rows, what is selected, and what can be done with it. */
export function FileList({
  projectId,
  query,
  onQueryChange,
  allowMultiple,
  maxFileBytes,
  ...on
}: FileListProps) {
  const messages = useMessages();
  const format = useFormat();
  const details = useDetails();
  const openFolder = (folderId: string | null) => onQueryChange({ ...query, folderId, search: '' });
  const listing = useEntries(query, projectId);
  const path = useFolderPath(query.folderId);
  const [selection, setSelection] = useState<Selection>(NOTHING);

  const entries = listing.kind === 'ready' ? listing.entries : [];
  const selected = entriesIn(selection, entries);
  const select = (next: Selection) => {
    setSelection(next);
    for (const entry of newlySelected(selection, next, entries)) if (isFile(entry)) on.onFileSelect?.(entry);
  };
  const player = usePlayerItself();
  const playOrPause = (file: StoredFile) => {
    if (player.snapshot().file?.id === file.id) player.toggle();
    else player.play(file, entries.filter(isFile));
  };
  const commands = useFileCommands(
    openFolder,
    (file) => {
      if (details.isOpen && selected.length === 1 && selected[0]?.id === file.id) return details.close();
      select(new Set([file.id]));
      details.open();
    },
    playOrPause,
  );
  const [purged] = commands.toPurge;

  return (
    <section data-slot="file-list" data-state={listing.kind} className="flex min-h-0 flex-1 flex-col">
      {listing.kind === 'ready' && listing.more === 'failed' && (
        <div className="px-3 py-2">
          <Notice tone="bad" actions={<Button onPress={listing.loadMore}>{messages.actions.retry}</Button>}>
            {messages.list.moreFailed}
          </Notice>
        </div>
      )}
      <DetailsFrame selected={selected} trashed={query.trashed}>
        <FileTable
          entries={entries}
          query={query}
          onQueryChange={onQueryChange}
          selection={selection}
          onSelectionChange={select}
          allowMultiple={allowMultiple}
          commands={commands}
          isLoadingMore={listing.kind === 'ready' && listing.more === 'loading'}
          onLoadMore={() => {
            if (listing.kind === 'ready' && listing.more === 'available') listing.loadMore();
          }}
          onUp={query.folderId === null ? null : () => openFolder(path?.at(-2)?.id ?? null)}
          emptyState={
            <ListState
              listing={listing}
              query={query}
              onQueryChange={onQueryChange}
              allowMultiple={allowMultiple}
              maxFileBytes={maxFileBytes}
              onFound={on.onFound}
            />
          }
        />
        <SelectionBar
          selected={selected}
          trashed={query.trashed}
          onCommand={(command) => commands.run(command, selected)}
          onClear={() => setSelection(NOTHING)}
        />
      </DetailsFrame>
      <ConfirmDialog
        isOpen={purged !== undefined}
        title={messages.trash.confirmTitle(commands.toPurge.length, purged ? entryName(purged) : '')}
        text={
          commands.toPurge.some(isFolder)
            ? messages.trash.confirmFolders
            : messages.trash.confirmText(format.bytes(sizeOf(commands.toPurge)))
        }
        confirmLabel={messages.actions.purge}
        onConfirm={commands.confirmPurge}
        onClose={commands.cancelPurge}
      />
      <ConfirmDialog
        isOpen={commands.toAccept !== null}
        title={messages.scan.acceptTitle(commands.toAccept?.fileName ?? '')}
        text={messages.scan.acceptText}
        confirmLabel={messages.scan.accept}
        onConfirm={commands.acceptUnscanned}
        onClose={commands.refuseUnscanned}
      />
      {commands.toMove.length > 0 && (
        <MoveDialog
          entries={commands.toMove}
          from={query.folderId}
          onMove={(to) => commands.move(commands.toMove, to)}
          onClose={commands.cancelMove}
        />
      )}
    </section>
  );
}
