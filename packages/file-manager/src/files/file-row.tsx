import type { StoredFile } from '@dawg/contract/wire';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Cell, MenuTrigger, Row } from 'react-aria-components';
import { Panel } from '../controls/menu.tsx';
import type { Format } from '../format/format.ts';
import type { Messages } from '../messages/english.ts';
import { FileMenu, type FileCommand } from './file-menu.tsx';
import { FileNameCell } from './file-name-cell.tsx';
import { FileNameField } from './file-name-field.tsx';

export interface FileRowProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
  readonly isNarrow: boolean;
  readonly isRenaming: boolean;
  readonly now: number;
  readonly format: Format;
  readonly messages: Messages;
  readonly onCommand: (command: FileCommand, file: StoredFile) => void;
  readonly onRename: (fileName: string) => Promise<unknown>;
  readonly onRenameEnd: () => void;
}

/** A file in the list. */
export function FileRow({ file, trashed, isNarrow, isRenaming, now, format, messages, ...on }: FileRowProps) {
  const at = file.trashedAt ?? file.uploadedAt;
  const size = format.bytes(file.sizeBytes);
  const when = format.ago(at, now);
  const facts = isNarrow ? `${size} · ${when}` : null;

  return (
    <Row
      id={file.id}
      textValue={file.fileName}
      data-file-id={file.id}
      className="group/row text-body border-line data-hovered:bg-hover data-selected:bg-accent-soft forced-colors:data-selected:outline-2 forced-colors:data-selected:-outline-offset-2 forced-colors:data-selected:outline-[Highlight] focus-ring relative flex h-full cursor-default border-b data-focus-visible:z-10 data-focus-visible:-outline-offset-2"
    >
      <FileCell textValue={file.fileName}>
        {isRenaming ? (
          <FileNameField file={file} onRename={on.onRename} onClose={on.onRenameEnd} />
        ) : (
          <FileNameCell file={file} facts={facts} />
        )}
      </FileCell>
      {!isNarrow && (
        <FileCell align="end">
          <span className="text-ink-soft tabular-nums">{size}</span>
        </FileCell>
      )}
      {!isNarrow && (
        <FileCell>
          <time dateTime={at} title={format.dateTime(at)} className="text-ink-soft truncate">
            {when}
          </time>
        </FileCell>
      )}
      <FileCell align="end" holdsControl>
        <MenuTrigger>
          <Button
            aria-label={messages.list.actionsOf(file.fileName)}
            className="text-ink-faint data-hovered:bg-sunken data-hovered:text-ink aria-expanded:bg-sunken aria-expanded:text-ink focus-ring -mx-1 grid size-8 place-items-center rounded-md"
          >
            <Ellipsis size={16} aria-hidden />
          </Button>
          <Panel placement="bottom end">
            <FileMenu
              label={messages.list.actionsOf(file.fileName)}
              trashed={trashed}
              isSingle
              onCommand={(command) => on.onCommand(command, file)}
            />
          </Panel>
        </MenuTrigger>
      </FileCell>
    </Row>
  );
}

interface FileCellProps {
  readonly children: ReactNode;
  readonly textValue?: string;
  readonly align?: 'start' | 'end';
  /** The arrow keys go to what is in the cell rather than to the cell. */
  readonly holdsControl?: boolean;
}

function FileCell({ children, textValue, align = 'start', holdsControl = false }: FileCellProps) {
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
