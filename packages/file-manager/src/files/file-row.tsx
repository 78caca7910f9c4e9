import type { StoredFile } from '@dawg/contract/wire';
import { Row } from 'react-aria-components';
import type { Format } from '../format/format.ts';
import type { Messages } from '../messages/english.ts';
import type { FileCommand } from './file-menu.tsx';
import { FileNameCell } from './file-name-cell.tsx';
import { EntryNameField } from './entry-name-field.tsx';
import { EntryCell, ROW_LOOK } from './entry-cell.tsx';
import { RowSound } from '../sound/row-sound.tsx';
import { RowMenu } from './row-menu.tsx';

export interface FileRowProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
  readonly isNarrow: boolean;
  readonly isRenaming: boolean;
  readonly now: number;
  readonly format: Format;
  readonly messages: Messages;
  readonly onCommand: (command: FileCommand) => void;
  readonly onRename: (fileName: string) => Promise<unknown>;
  readonly onRenameEnd: () => void;
}

/** A file in the list. */
export function FileRow({ file, trashed, isNarrow, isRenaming, now, format, messages, ...on }: FileRowProps) {
  const at = file.trashedAt ?? file.uploadedAt;
  const size = format.bytes(file.sizeBytes);
  const when = format.ago(at, now);
  const length = file.durationSeconds === null ? [] : [format.clock(file.durationSeconds)];
  const facts = isNarrow ? [...length, size, when].join(' · ') : null;

  return (
    <Row id={file.id} textValue={file.fileName} data-entry-id={file.id} className={ROW_LOOK}>
      <EntryCell textValue={file.fileName}>
        {isRenaming ? (
          <EntryNameField entry={file} onRename={on.onRename} onClose={on.onRenameEnd} />
        ) : (
          <FileNameCell file={file} facts={facts} />
        )}
      </EntryCell>
      {!isNarrow && (
        <EntryCell>
          <RowSound file={file} />
        </EntryCell>
      )}
      {!isNarrow && (
        <EntryCell align="end">
          <span className="text-ink-soft tabular-nums">{size}</span>
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
        <RowMenu entry={file} trashed={trashed} onCommand={on.onCommand} />
      </EntryCell>
    </Row>
  );
}
