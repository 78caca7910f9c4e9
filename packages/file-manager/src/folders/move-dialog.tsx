import type { ListedFolder } from '@dawg/contract/wire-library';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Heading, ListBox, ListBoxItem, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { FolderBadge } from '../files/folder-badge.tsx';
import { entryName, type Entry } from '../files/entry.ts';
import type { MoveTarget } from '../files/use-file-commands.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useFolderPath, useFolders } from '../use-folders.ts';
import { FolderBreadcrumbs } from './folder-breadcrumbs.tsx';

export interface MoveDialogProps {
  readonly entries: readonly Entry[];
  /** The folder that is open, where looking begins. */
  readonly from: string | null;
  readonly onMove: (to: MoveTarget) => void;
  readonly onClose: () => void;
}

/** Asks where to: one folder's folders at a time, as a person would walk there. */
export function MoveDialog({ entries, from, onMove, onClose }: MoveDialogProps) {
  const { folders: say, actions } = useMessages();
  const [place, setPlace] = useState(from);
  const path = useFolderPath(place);
  const listing = useFolders({ parentId: place });
  const moving = new Set(entries.map(({ id }) => id));
  const [first] = entries;
  // A folder cannot go into itself: it is not among the places to go.
  const places = listing.folders.filter(({ id }) => !moving.has(id));
  const name = path?.at(-1)?.name ?? say.top;

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="font-dawg bg-scrim fixed inset-0 z-50 grid place-items-center p-4 data-entering:opacity-0 motion-safe:transition-opacity"
    >
      <Modal className="bg-raised text-ink floating flex h-[min(28rem,calc(100dvh-2rem))] w-full max-w-md flex-col rounded-xl">
        <Dialog className="flex min-h-0 flex-1 flex-col outline-none">
          <Heading slot="title" className="text-lead px-5 pt-5 pb-2 font-semibold wrap-anywhere">
            {say.moveTitle(entries.length, first ? entryName(first) : '')}
          </Heading>
          <div className="border-line border-b px-2">
            {place === null ? (
              <div className="text-body flex h-8 items-center px-3.5 pb-1 font-medium">{say.top}</div>
            ) : (
              <FolderBreadcrumbs folderId={place} onOpen={setPlace} />
            )}
          </div>
          <ListBox
            autoFocus
            key={place ?? 'top'} // a new place begins at its first folder
            aria-label={say.path}
            items={places}
            selectionMode="none"
            onAction={(key) => setPlace(String(key))}
            renderEmptyState={() => (
              <p className="text-body text-ink-faint px-4 py-8 text-center">
                {listing.isLoading || listing.isPrevious ? '' : say.noFolders}
              </p>
            )}
            className="min-h-0 flex-1 overflow-y-auto p-1.5 outline-none"
          >
            {(folder) => <PlaceToGo folder={folder} />}
          </ListBox>
          <div className="border-line flex justify-end gap-2 border-t p-3">
            {listing.hasMore && <Button onPress={listing.loadMore}>{say.more}</Button>}
            <Button onPress={onClose}>{actions.cancel}</Button>
            <Button
              variant="strong"
              isDisabled={path === null || path === undefined}
              onPress={() => {
                onClose();
                onMove({ folderId: place, name });
              }}
            >
              {say.moveHere}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PlaceToGo({ folder }: { readonly folder: ListedFolder }) {
  return (
    <ListBoxItem
      id={folder.id}
      textValue={folder.name}
      className="text-body data-hovered:bg-hover data-focus-visible:bg-sunken flex h-9 cursor-default items-center gap-1.5 rounded-md pr-2 outline-none forced-colors:data-focus-visible:bg-[Highlight] forced-colors:data-focus-visible:text-[HighlightText]"
    >
      <FolderBadge />
      <span className="min-w-0 flex-1 truncate">{folder.name}</span>
      <ChevronRight size={15} aria-hidden className="text-ink-faint" />
    </ListBoxItem>
  );
}
