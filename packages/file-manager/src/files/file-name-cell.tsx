import { splitName } from '@dawg/contract/file-name';
import type { StoredFile } from '@dawg/contract/wire';
import { FormatBadge } from './format-badge.tsx';

export interface FileNameCellProps {
  readonly file: StoredFile;
  /** Size and time, where the list is too narrow for columns of their own. */
  readonly facts: string | null;
}

/** A file's name: the stem gives way when space runs out, the extension never does. */
export function FileNameCell({ file, facts }: FileNameCellProps) {
  const { stem, extension } = splitName(file.fileName);
  return (
    <div className="flex min-w-0 items-center gap-3">
      <FormatBadge fileName={file.fileName} />
      <div className="min-w-0">
        <div className="flex min-w-0" title={file.fileName}>
          <span className="truncate font-medium">{stem}</span>
          <span className="text-ink-faint shrink-0">{extension}</span>
        </div>
        {facts && <div className="text-label text-ink-faint truncate tabular-nums">{facts}</div>}
      </div>
    </div>
  );
}
