import { AudioLines, FolderOpen, SearchX, Trash2, Upload } from 'lucide-react';
import { chooseFiles } from '../adding/choose-files.ts';
import type { FilesFound } from '../adding/files-found.ts';
import { Button } from '../controls/button.tsx';
import { isFiltered, type FileQuery } from '../file-query.ts';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { ListMessage } from './list-message.tsx';

export interface EmptyStateProps {
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
  readonly allowMultiple: boolean;
  readonly maxFileBytes: number | null;
  readonly onFound: (found: FilesFound) => void;
}

/** An empty list: nothing found, an empty trash, or a first visit that invites a drop. */
export function EmptyState({ query, onQueryChange, allowMultiple, maxFileBytes, onFound }: EmptyStateProps) {
  const { actions, empty, folders } = useMessages();
  const format = useFormat();
  const search = query.search.trim();

  if (search !== '') {
    return (
      <ListMessage
        icon={SearchX}
        title={empty.noResultTitle(search)}
        text={empty.noResultText}
        actions={<Button onPress={() => onQueryChange({ ...query, search: '' })}>{empty.clearSearch}</Button>}
      />
    );
  }
  if (isFiltered(query)) {
    return (
      <ListMessage
        icon={SearchX}
        title={empty.noMatchTitle}
        text={empty.noMatchText}
        actions={
          <Button onPress={() => onQueryChange({ ...query, contentType: null, isFavourite: false })}>
            {empty.clearFilter}
          </Button>
        }
      />
    );
  }
  if (query.trashed) return <ListMessage icon={Trash2} title={empty.trashTitle} text={empty.trashText} />;

  const limit = maxFileBytes === null ? '' : `, ${empty.upTo(format.bytes(maxFileBytes))}`;
  return (
    <div className="h-[calc(100cqh-2rem)] p-3 sm:p-4">
      <div className="border-line-strong grid h-full place-items-center overflow-hidden rounded-xl border border-dashed">
        <ListMessage
          icon={query.folderId === null ? AudioLines : FolderOpen}
          title={query.folderId === null ? empty.title : folders.emptyTitle}
          text={empty.text}
          note={`${empty.formats}${limit}`}
          actions={
            <Button
              variant="strong"
              onPress={() => void chooseFiles(allowMultiple).then((files) => onFound({ files, skipped: 0 }))}
            >
              <Upload size={15} aria-hidden />
              {actions.browse}
            </Button>
          }
        />
      </div>
    </div>
  );
}
