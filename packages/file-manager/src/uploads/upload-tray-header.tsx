import { ChevronDown, ChevronUp, CircleCheck, Pause, Play, RotateCcw, X } from 'lucide-react';
import { IconButton } from '../controls/icon-button.tsx';
import { ProgressLine } from '../controls/progress-line.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { UploadActions } from '../use-uploads.ts';
import { headlineOf } from './upload-headline.ts';
import type { UploadSummary } from './upload-summary.ts';

export interface UploadTrayHeaderProps {
  readonly summary: UploadSummary;
  readonly actions: UploadActions;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** All uploads in two lines, and what can be done with all of them. */
export function UploadTrayHeader({ summary, actions, isOpen, onToggle }: UploadTrayHeaderProps) {
  const { uploads } = useMessages();
  const format = useFormat();
  const { counts, phase } = summary;
  const isBusy = counts.active + counts.waiting + counts.paused > 0;

  return (
    <header className="px-3.5 pt-2.5 pb-3">
      <div className="flex items-center gap-1">
        {phase === 'done' && <CircleCheck size={16} aria-hidden className="text-good mr-1 shrink-0" />}
        <h2 className="min-w-0 flex-1 truncate font-semibold">{headlineOf(summary, uploads)}</h2>
        {counts.active > 0 && (
          <IconButton label={uploads.pauseAll} onPress={actions.pauseAll}>
            <Pause size={15} aria-hidden fill="currentColor" strokeWidth={0} />
          </IconButton>
        )}
        {counts.failed > 0 && (
          <IconButton label={uploads.retryAll} onPress={actions.retryAll}>
            <RotateCcw size={15} aria-hidden />
          </IconButton>
        )}
        {counts.active === 0 && counts.paused > 0 && (
          <IconButton label={uploads.resumeAll} onPress={actions.resumeAll}>
            <Play size={14} aria-hidden fill="currentColor" />
          </IconButton>
        )}
        <IconButton
          label={isOpen ? uploads.collapse : uploads.expand}
          aria-expanded={isOpen}
          onPress={onToggle}
        >
          {isOpen ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
        </IconButton>
        {!isBusy && (
          <IconButton label={uploads.dismissFinished} onPress={actions.dismissFinished}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {isBusy && (
        <>
          <p className="text-label text-ink-faint mb-2 flex gap-x-2 tabular-nums">
            <span className="flex-1">
              {uploads.sentOf(format.bytes(summary.sentBytes), format.bytes(summary.totalBytes))}
              {summary.bytesPerSecond > 0 && ` · ${format.speed(summary.bytesPerSecond)}`}
            </span>
            {summary.secondsLeft !== null && (
              <span>{uploads.left(format.duration(summary.secondsLeft))}</span>
            )}
          </p>
          <ProgressLine
            label={uploads.overall}
            fraction={summary.fraction}
            tone={phase === 'sending' ? 'moving' : 'still'}
          />
        </>
      )}
    </header>
  );
}
