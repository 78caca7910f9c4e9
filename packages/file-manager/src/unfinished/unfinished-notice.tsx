import { toStorageError } from '@dawg/client/to-storage-error';
import { useState } from 'react';
import { chooseFiles } from '../adding/choose-files.ts';
import type { FilesFound } from '../adding/files-found.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useUnfinishedUploads } from '../use-unfinished-uploads.ts';

/** Uploads that another visit left behind, and the two ways to end them. */
export function UnfinishedNotice({ onFound }: { readonly onFound: (found: FilesFound) => void }) {
  const { unfinished, actions, failure } = useMessages();
  const { sessions, reopenable, resume, discard } = useUnfinishedUploads();
  const toasts = useToasts();
  const [isAsking, setAsking] = useState(false);
  if (sessions.length === 0) return null;

  const tellFailure = (error: unknown) =>
    toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) });
  const isAllReopenable = reopenable.length === sessions.length;
  const names = sessions.map((session) => session.fileName);
  return (
    <>
      <Notice
        tone="plain"
        actions={
          <>
            {reopenable.length > 0 && (
              <Button
                onPress={() => {
                  resume().then(
                    (gone) =>
                      gone.length > 0 && toasts.show({ tone: 'bad', text: unfinished.gone(gone.length) }),
                    tellFailure,
                  );
                }}
              >
                {unfinished.resume(reopenable.length)}
              </Button>
            )}
            {reopenable.length < sessions.length && (
              <Button onPress={() => void chooseFiles(true).then((files) => onFound({ files, skipped: 0 }))}>
                {actions.browse}
              </Button>
            )}
            <Button variant="quiet" onPress={() => setAsking(true)}>
              {unfinished.discard}
            </Button>
          </>
        }
      >
        {isAllReopenable ? unfinished.noticeReopenable(sessions.length) : unfinished.notice(sessions.length)}{' '}
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
          discard().catch(tellFailure);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

const SHOWN_NAMES = 3;
