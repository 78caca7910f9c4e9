import type { UploadItem } from '@dawg/client/upload/upload-item';
import { memo } from 'react';
import { ProgressLine } from '../controls/progress-line.tsx';
import { FormatBadge } from '../files/format-badge.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { UploadActions } from '../use-uploads.ts';
import { statusLine } from './status-line.ts';
import { UploadRowButtons } from './upload-row-buttons.tsx';
import { groupOf, type UploadGroup } from './upload-summary.ts';

export interface UploadRowProps {
  readonly item: UploadItem;
  /** It arrived, was looked at, and is no audio that is stored here. */
  readonly isRejected: boolean;
  readonly actions: UploadActions;
}

/** One upload. Items are replaced, never changed, so a row whose item is the same is not drawn again. */
export const UploadRow = memo(function UploadRow({ item, isRejected, actions }: UploadRowProps) {
  const messages = useMessages();
  const format = useFormat();
  const group = groupOf(item.status);
  // Where the name was taken, the file is stored under a numbered one.
  const fileName = item.status.kind === 'stored' ? item.status.file.fileName : item.fileName;
  const isOver = group === 'stored' || group === 'failed' || group === 'cancelled';

  return (
    <li
      data-state={item.status.kind}
      className="flex items-start gap-2.5 px-3.5 py-1.5 [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto]"
    >
      <FormatBadge fileName={item.fileName} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p
          className={`truncate ${group === 'cancelled' ? 'text-ink-faint line-through' : ''}`}
          title={item.folderPath === '' ? fileName : `${item.folderPath}/${fileName}`}
        >
          {fileName}
        </p>
        <p className={`text-label tabular-nums ${LINES[isRejected ? 'failed' : group]}`}>
          {isRejected ? messages.sound.notKept : statusLine(item, messages, format)}
        </p>
        {!isOver && (
          <div className="mt-1.5 mb-0.5">
            <ProgressLine
              label={messages.uploads.progress(item.fileName)}
              fraction={item.sizeBytes === 0 ? 0 : item.sentBytes / item.sizeBytes}
              tone={group === 'active' ? 'moving' : 'still'}
            />
          </div>
        )}
      </div>
      <UploadRowButtons item={item} actions={actions} />
    </li>
  );
});

/** Reasons may take the lines they need; figures that change must not move what is below them. */
const LINES = {
  active: 'truncate text-ink-faint',
  waiting: 'text-ink-faint wrap-anywhere',
  paused: 'truncate text-ink-faint',
  failed: 'text-bad wrap-anywhere',
  stored: 'truncate text-good',
  cancelled: 'truncate text-ink-faint',
} satisfies Record<UploadGroup, string>;
