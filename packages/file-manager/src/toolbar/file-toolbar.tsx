import { FolderPlus, FolderUp, Upload } from 'lucide-react';
import { useState } from 'react';
import { useToasts } from '../toasts/toasts.ts';
import { explain } from '../messages/explain.ts';
import { toStorageError } from '@dawg/client/to-storage-error';
import { chooseFiles, chooseFolder } from '../adding/choose-files.ts';
import type { FilesFound } from '../adding/files-found.ts';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import type { FileQuery } from '../file-query.ts';
import { NewFolderDialog } from '../folders/new-folder-dialog.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { useFileActions } from '../use-file-actions.ts';
import { EmptyTrashButton } from './empty-trash-button.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { NameSearch } from './name-search.tsx';
import { SortMenu } from './sort-menu.tsx';
import { ViewSwitch } from './view-switch.tsx';

export interface FileToolbarProps {
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
  readonly allowMultiple: boolean;
  /** Whether folders are shown, and can be made. */
  readonly hasFolders: boolean;
  readonly onFound: (found: FilesFound) => void;
}

/** Which files, which of them, and more of them. */
export function FileToolbar({ query, onQueryChange, allowMultiple, hasFolders, onFound }: FileToolbarProps) {
  const { actions, folders, failure } = useMessages();
  const { createFolder, emptyTrash } = useFileActions();
  const toasts = useToasts();
  const [isNaming, setNaming] = useState(false);
  return (
    <div data-slot="toolbar" className="flex flex-wrap items-center gap-2 px-3 py-2.5">
      <ViewSwitch
        trashed={query.trashed}
        onChange={(trashed) => onQueryChange({ ...query, trashed, folderId: null, search: '' })}
      />
      <div className="order-last flex min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-0 sm:justify-end">
        <NameSearch value={query.search} onChange={(search) => onQueryChange({ ...query, search })} />
        <div className="ml-1">
          <FilterMenu query={query} onQueryChange={onQueryChange} />
        </div>
        <div className="ml-1 sm:hidden">
          <SortMenu query={query} onQueryChange={onQueryChange} />
        </div>
      </div>
      <span className="flex-1 sm:hidden" />
      {hasFolders && !query.trashed && (
        <IconButton label={folders.create} onPress={() => setNaming(true)}>
          <FolderPlus size={16} aria-hidden />
        </IconButton>
      )}
      {isNaming && (
        <NewFolderDialog
          onCreate={(name) => createFolder(name, query.folderId)}
          onClose={() => setNaming(false)}
        />
      )}
      {query.trashed && (
        <EmptyTrashButton
          onEmpty={() =>
            void emptyTrash().catch((error: unknown) =>
              toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) }),
            )
          }
        />
      )}
      {allowMultiple && !query.trashed && (
        <IconButton label={actions.uploadFolder} onPress={() => void chooseFolder().then(onFound)}>
          <FolderUp size={16} aria-hidden />
        </IconButton>
      )}
      {!query.trashed && (
        <Button
          variant="strong"
          onPress={() => void chooseFiles(allowMultiple).then((files) => onFound({ files, skipped: 0 }))}
        >
          <Upload size={15} aria-hidden />
          {actions.upload}
        </Button>
      )}
    </div>
  );
}
