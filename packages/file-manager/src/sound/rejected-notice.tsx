import { toStorageError } from '@dawg/client/to-storage-error';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useRejectedFiles } from '../use-rejected-files.ts';

/** As many as are named for one reason. */
const NAMED = 5;

/** Files that were not kept, and why: until the person has seen it. */
export function RejectedNotice() {
  const { sound, failure } = useMessages();
  const { rejected, dismiss } = useRejectedFiles();
  const toasts = useToasts();
  if (rejected.length === 0) return null;
  const tellFailure = (error: unknown) =>
    toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) });
  const byReason = Map.groupBy(rejected, ({ reason }) => reason);
  return (
    <Notice
      tone="bad"
      actions={<Button onPress={() => void dismiss().catch(tellFailure)}>{sound.rejectedDismiss}</Button>}
    >
      <p className="font-medium">{sound.rejectedTitle(rejected.length)}</p>
      {[...byReason].map(([reason, files]) => (
        <p key={reason}>
          <span className="font-medium">
            {files
              .slice(0, NAMED)
              .map(({ fileName }) => fileName)
              .join(', ')}
            {files.length > NAMED && ' …'}
          </span>{' '}
          — {reason}
        </p>
      ))}
    </Notice>
  );
}
