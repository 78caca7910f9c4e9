import type { UploadItem } from '@dawg/client/upload/upload-item';
import { canRetry } from '@dawg/client/upload/uploader';
import { Pause, Play, RotateCcw, X } from 'lucide-react';
import { IconButton } from '../controls/icon-button.tsx';
import { useMessages } from '../messages/use-messages.ts';
import type { UploadActions } from '../use-uploads.ts';
import { groupOf } from './upload-summary.ts';

/** What can be done with one upload where it stands. */
export function UploadRowButtons({
  item,
  actions,
}: {
  readonly item: UploadItem;
  readonly actions: UploadActions;
}) {
  const { uploads } = useMessages();
  const { id, fileName, status } = item;
  const group = groupOf(status);
  // What is being verified cannot be stopped any more: every byte has arrived.
  const isRunning = (group === 'active' || group === 'waiting') && status.kind !== 'completing';

  return (
    <div className="-my-0.5 -mr-1.5 flex">
      {isRunning && (
        <IconButton label={uploads.pause(fileName)} className="size-7" onPress={() => actions.pause(id)}>
          <Pause size={14} aria-hidden fill="currentColor" strokeWidth={0} />
        </IconButton>
      )}
      {group === 'paused' && (
        <IconButton label={uploads.resume(fileName)} className="size-7" onPress={() => actions.resume(id)}>
          <Play size={13} aria-hidden fill="currentColor" />
        </IconButton>
      )}
      {status.kind === 'failed' && canRetry(status.error.code) && (
        <IconButton label={uploads.retry(fileName)} className="size-7" onPress={() => actions.retry(id)}>
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      )}
      {isRunning || group === 'paused' ? (
        <IconButton label={uploads.cancel(fileName)} className="size-7" onPress={() => actions.cancel(id)}>
          <X size={15} aria-hidden />
        </IconButton>
      ) : (
        status.kind !== 'completing' && (
          <IconButton
            label={uploads.dismiss(fileName)}
            className="size-7"
            onPress={() => actions.dismiss(id)}
          >
            <X size={15} aria-hidden />
          </IconButton>
        )
      )}
    </div>
  );
}
