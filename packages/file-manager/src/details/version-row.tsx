import type { StoredFile } from '@dawg/contract/wire';
import type { FileVersion } from '@dawg/contract/wire-library';
import { Download, Pause, Play, RotateCcw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { isLocked, type ScanSummary } from '@dawg/contract/wire-scan';
import { ScanMark } from '../scan/scan-mark.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { useMessages } from '../messages/use-messages.ts';

export interface CurrentVersionProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
  readonly isHeard: boolean;
  readonly onHear: () => void;
  readonly onDownload: () => void;
}

/** The bytes that the file is now. */
export function CurrentVersion({ file, trashed, isHeard, onHear, onDownload }: CurrentVersionProps) {
  const { details, actions } = useMessages();
  const format = useFormat();
  return (
    <VersionRow
      isCurrent
      at={file.uploadedAt}
      scan={file.scan}
      note={`${details.versions.current} · ${format.bytes(file.sizeBytes)}`}
      actions={
        !trashed && (
          <>
            {file.audio && (
              <HearButton
                label={details.versions.playCurrent}
                scan={file.scan}
                isHeard={isHeard}
                onHear={onHear}
              />
            )}
            <IconButton label={actions.download} isDisabled={isLocked(file.scan)} onPress={onDownload}>
              <Download size={15} aria-hidden />
            </IconButton>
          </>
        )
      }
    />
  );
}

export interface EarlierVersionProps {
  readonly version: FileVersion;
  readonly trashed: boolean;
  readonly isHeard: boolean;
  readonly onHear: () => void;
  readonly onDownload: () => void;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

/** Bytes that the file was before, and what can be done with them. */
export function EarlierVersion({ version, trashed, ...on }: EarlierVersionProps) {
  const { details } = useMessages();
  const format = useFormat();
  const now = useNow();
  const say = details.versions;
  const when = format.moment(version.uploadedAt);
  return (
    <VersionRow
      isCurrent={false}
      at={version.uploadedAt}
      scan={version.scan}
      note={`${format.bytes(version.sizeBytes)} · ${say.replaced(format.ago(version.replacedAt, now))}`}
      actions={
        !trashed && (
          <>
            {version.contentType.startsWith('audio/') && (
              <HearButton
                label={say.play(when)}
                scan={version.scan}
                isHeard={on.isHeard}
                onHear={on.onHear}
              />
            )}
            <IconButton
              label={say.download(when)}
              isDisabled={isLocked(version.scan)}
              onPress={on.onDownload}
            >
              <Download size={15} aria-hidden />
            </IconButton>
            <IconButton label={say.restore(when)} isDisabled={isLocked(version.scan)} onPress={on.onRestore}>
              <RotateCcw size={15} aria-hidden />
            </IconButton>
            <IconButton label={say.purge(when)} onPress={on.onPurge}>
              <Trash2 size={15} aria-hidden />
            </IconButton>
          </>
        )
      }
    />
  );
}

interface HearButtonProps {
  readonly label: string;
  readonly scan: ScanSummary;
  readonly isHeard: boolean;
  readonly onHear: () => void;
}

function HearButton({ label, scan, isHeard, onHear }: HearButtonProps) {
  const { versions } = useMessages().details;
  const Icon = isHeard ? Pause : Play;
  return (
    <IconButton label={isHeard ? versions.pause : label} isDisabled={isLocked(scan)} onPress={onHear}>
      <Icon size={14} aria-hidden fill="currentColor" strokeWidth={0} />
    </IconButton>
  );
}

interface VersionRowProps {
  readonly isCurrent: boolean;
  readonly at: string;
  readonly scan: ScanSummary;
  readonly note: string;
  readonly actions: ReactNode;
}

function VersionRow({ isCurrent, at, scan, note, actions }: VersionRowProps) {
  const format = useFormat();
  return (
    <li className="group/version relative flex min-h-10 items-center gap-3">
      <span
        aria-hidden
        className="bg-line-strong absolute inset-y-0 left-[3.5px] w-px group-first/version:top-1/2 group-last/version:bottom-1/2 group-only/version:hidden not-last:-bottom-1"
      />
      <span
        aria-hidden
        className={`relative size-2 shrink-0 rounded-full ${isCurrent ? 'bg-accent-fill forced-colors:bg-[Highlight]' : 'bg-surface border-field-line border'}`}
      />
      <div className="min-w-0 flex-1 tabular-nums">
        <time
          dateTime={at}
          title={format.dateTime(at)}
          className={`block truncate ${isCurrent ? 'font-medium' : ''}`}
        >
          {format.moment(at)}
        </time>
        <p className="text-label text-ink-faint">{note}</p>
        {/* Beside the buttons that it disables: it says why. */}
        <div className="-ml-2.5">
          <ScanMark scan={scan} />
        </div>
      </div>
      <div className="-mr-2 flex shrink-0">{actions}</div>
    </li>
  );
}
