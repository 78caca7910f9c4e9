import { splitName } from '@dawg/contract/file-name';
import type { StoredFile } from '@dawg/contract/wire';
import { FavouriteMark, TagChips } from '../details/row-marks.tsx';
import { ScanMark } from '../scan/scan-mark.tsx';
import { PlayBadge } from './play-badge.tsx';

export interface FileNameCellProps {
  readonly file: StoredFile;
  /** Size and time, where the list is too narrow for columns of their own. */
  readonly facts: string | null;
}

/** A file's name and folders: those give way first when space runs out, then the stem, the extension never does. */
export function FileNameCell({ file, facts }: FileNameCellProps) {
  const { stem, extension } = splitName(file.fileName);
  const folder = file.folderPath.replaceAll('/', ' / ');
  return (
    <div className="flex min-w-0 items-center gap-3">
      <PlayBadge file={file} />
      <div className="min-w-0">
        <div className="flex min-w-0 items-baseline" title={inFolders(file)}>
          <span className="truncate font-medium">{stem}</span>
          <span className="text-ink-faint shrink-0">{extension}</span>
          <FavouriteMark file={file} />
          <ScanMark scan={file.scan} />
          {!facts && <TagChips tags={file.tags} />}
          {folder && !facts && (
            <span className="text-label text-ink-faint ml-2.5 min-w-0 shrink-[99] truncate">{folder}</span>
          )}
        </div>
        {facts && (
          <div className="text-label text-ink-faint truncate tabular-nums">
            {facts}
            {folder && ` · ${folder}`}
            {file.tags.length > 0 && ` · ${file.tags.join(', ')}`}
          </div>
        )}
      </div>
    </div>
  );
}

function inFolders({ folderPath, fileName }: StoredFile): string {
  return folderPath === '' ? fileName : `${folderPath}/${fileName}`;
}
