import { MAX_COUNTED } from '@dawg/contract/limits';
import type { ListedFolder } from '@dawg/contract/wire-library';
import { Row } from 'react-aria-components';
import { EntryCell, ROW_LOOK } from './entry-cell.tsx';
import { EntryNameField } from './entry-name-field.tsx';
import type { FileRowProps } from './file-row.tsx';
import { FolderBadge } from './folder-badge.tsx';
import { RowMenu } from './row-menu.tsx';

export interface FolderRowProps extends Omit<FileRowProps, 'file'> {
  readonly folder: ListedFolder;
}

/** A folder in the list; a double click or Enter opens it. */
export function FolderRow({
  folder,
  trashed,
  isNarrow,
  isRenaming,
  now,
  format,
  messages,
  ...on
}: FolderRowProps) {
  const at = folder.trashedAt ?? folder.updatedAt;
  const when = format.ago(at, now);
  const isMore = folder.fileCount >= MAX_COUNTED || folder.folderCount >= MAX_COUNTED;
  const holds = messages.folders.holds(folder.fileCount + folder.folderCount, isMore);

  return (
    <Row
      id={folder.id}
      textValue={folder.name}
      data-entry-id={folder.id}
      onAction={() => on.onCommand('open')}
      className={ROW_LOOK}
    >
      <EntryCell textValue={folder.name}>
        {isRenaming ? (
          <EntryNameField entry={folder} onRename={on.onRename} onClose={on.onRenameEnd} />
        ) : (
          <div className="flex min-w-0 items-center gap-3">
            <FolderBadge />
            <div className="min-w-0">
              <div className="truncate font-medium" title={folder.name}>
                {folder.name}
              </div>
              {isNarrow && (
                <div className="text-label text-ink-faint truncate tabular-nums">
                  {holds} · {when}
                </div>
              )}
            </div>
          </div>
        )}
      </EntryCell>
      {!isNarrow && <EntryCell>{null}</EntryCell>}
      {!isNarrow && (
        <EntryCell align="end">
          <span className="text-ink-faint tabular-nums">{holds}</span>
        </EntryCell>
      )}
      {!isNarrow && (
        <EntryCell>
          <time dateTime={at} title={format.dateTime(at)} className="text-ink-soft truncate">
            {when}
          </time>
        </EntryCell>
      )}
      <EntryCell align="end" holdsControl>
        <RowMenu entry={folder} trashed={trashed} onCommand={on.onCommand} />
      </EntryCell>
    </Row>
  );
}
