import { toStorageError } from '@dawg/client/to-storage-error';
import { AUDIO_EXTENSIONS } from '@dawg/contract/audio-formats';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { FileChooser } from '../controls/file-chooser.tsx';
import { Notice } from '../controls/notice.tsx';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useUnfinishedUploads } from '../use-unfinished-uploads.ts';

/** Uploads that another visit left behind, and the two ways to end them. */
export function UnfinishedNotice({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { unfinished, actions, failure } = useMessages();
  const { sessions, discard } = useUnfinishedUploads();
  const toasts = useToasts();
  const [isAsking, setAsking] = useState(false);
  if (sessions.length === 0) return null;

  const names = sessions.map((session) => session.fileName);
  return (
    <>
      <Notice
        tone="plain"
        actions={
          <>
            <FileChooser allowMultiple accept={AUDIO_EXTENSIONS} onFiles={onFiles}>
              <Button>{actions.browse}</Button>
            </FileChooser>
            <Button variant="quiet" onPress={() => setAsking(true)}>
              {unfinished.discard}
            </Button>
          </>
        }
      >
        {unfinished.notice(sessions.length)}{' '}
        <span className="text-ink-faint" title={names.join('\n')}>
          {names.slice(0, SHOWN_NAMES).join(', ')}
          {names.length > SHOWN_NAMES && ' …'}
        </span>
      </Notice>
      <ConfirmDialog
        isOpen={isAsking}
        title={unfinished.discardTitle(sessions.length)}
        text={unfinished.discardText}
        confirmLabel={unfinished.discard}
        onConfirm={() => {
          discard().catch((error) =>
            toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) }),
          );
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

const SHOWN_NAMES = 3;
