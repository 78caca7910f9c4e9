import { Button } from '@dawg/file-manager/controls/button';
import { messages } from '../messages.ts';
import { Door } from '../session/door.tsx';

/** The server gave no answer to the first question. */
export function UnreachablePage({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <Door title={messages.unreachable.title} text={messages.unreachable.text}>
      <Button size="large" onPress={onRetry}>
        {messages.unreachable.retry}
      </Button>
    </Door>
  );
}
