import { CloudAlert, WifiOff } from 'lucide-react';
import { useOnline } from '../connection/use-online.ts';
import { Button } from '../controls/button.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { EmptyState, type EmptyStateProps } from './empty-state.tsx';
import { ListMessage } from './list-message.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import type { EntryListing } from './use-entries.ts';

export interface ListStateProps extends EmptyStateProps {
  readonly listing: EntryListing;
}

/** What stands where the rows would: why there are none, or that they are on their way. */
export function ListState({ listing, ...empty }: ListStateProps) {
  const messages = useMessages();
  const isOnline = useOnline();
  if (listing.kind === 'failed') {
    const note = listing.requestId && messages.failure.requestId(listing.requestId);
    return (
      <ListMessage
        role="alert"
        icon={CloudAlert}
        title={messages.failure.listTitle}
        text={listing.error.message}
        note={note}
        actions={<Button onPress={listing.retry}>{messages.actions.retry}</Button>}
      />
    );
  }
  if (listing.kind === 'loading' && !isOnline) {
    return <ListMessage icon={WifiOff} title={messages.failure.listTitle} text={messages.offline} />;
  }
  if (listing.kind === 'loading' || listing.isPrevious) return <ListSkeleton />;
  return <EmptyState {...empty} />;
}
