import { toStorageError } from '@dawg/client/to-storage-error';
import { messageOf } from '@dawg/contract/storage-error';
import type { LeftOut, StoredFile } from '@dawg/contract/wire';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Settled } from '../connection/settle-each.ts';
import { useFormat } from '../format/use-format.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { whyLocked } from '../scan/why-locked.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useFileActions } from '../use-file-actions.ts';
import { entryName, isFile, isFolder, sizeOf, type Entry } from './entry.ts';
import type { FileCommand } from './file-menu.tsx';

/** A folder to move to. */
export interface MoveTarget {
  /** Null for the top. */
  readonly folderId: string | null;
  readonly name: string;
}

/** The commands as the list gives them: what happened is said in a toast, what is final is asked first. */
export interface FileCommands {
  readonly run: (command: FileCommand, entries: readonly Entry[]) => void;
  readonly rename: (entry: Entry, name: string) => Promise<void>;
  /** Opens the entry's name for typing, now: what is typed next belongs to it. */
  readonly beginRename: (entry: Entry) => void;
  /** The entry whose name is being typed. */
  readonly renamingId: string | null;
  readonly endRename: () => void;
  /** Entries to be moved, while the person says where to. */
  readonly toMove: readonly Entry[];
  readonly move: (entries: readonly Entry[], to: MoveTarget) => void;
  readonly cancelMove: () => void;
  /** Entries to be deleted for good, once confirmed. */
  readonly toPurge: readonly Entry[];
  readonly confirmPurge: () => void;
  readonly cancelPurge: () => void;
  /** A file that could not be checked for viruses, until the person says whether it is wanted all the same. */
  readonly toAccept: StoredFile | null;
  readonly acceptUnscanned: () => void;
  readonly refuseUnscanned: () => void;
}

/** `openFolder`, `showDetails`, `play`: what the list does itself. */
export function useFileCommands(
  openFolder: (folderId: string) => void,
  showDetails: (file: StoredFile) => void,
  play: (file: StoredFile) => void,
): FileCommands {
  const actions = useFileActions();
  const toasts = useToasts();
  const format = useFormat();
  const messages = useMessages();
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const [toMove, setToMove] = useState<readonly Entry[]>([]);
  const [toAccept, setToAccept] = useState<StoredFile | null>(null);
  const [toPurge, setToPurge] = useState<readonly Entry[]>([]);

  const sayFailures = ({ failed: [first, ...others] }: Settled<Entry>) => {
    if (!first) return;
    const reason = explain(first.error, messages.failure);
    const text = others.length === 0 ? reason : messages.failure.someFailed(others.length + 1, reason);
    toasts.show({ tone: 'bad', text });
  };
  const sayFailure = (error: unknown) =>
    toasts.show({ tone: 'bad', text: explain(toStorageError(error), messages.failure) });
  const sayLeftOut = (leftOut: readonly LeftOut[]) => {
    const [first] = leftOut;
    if (!first) return;
    const text = messages.scan.leftOut(leftOut.length, first.fileName, messageOf(first.code));
    toasts.show({ tone: 'bad', text });
  };
  const restore = async (entries: readonly Entry[]) => {
    const settled = await actions.restore(entries);
    sayFailures(settled);
    const [first] = settled.done;
    if (first)
      toasts.show({ tone: 'plain', text: messages.trash.restored(settled.done.length, entryName(first)) });
  };
  const trash = async (entries: readonly Entry[]) => {
    const settled = await actions.trash(entries);
    sayFailures(settled);
    const [first] = settled.done;
    if (!first) return;
    toasts.show({
      tone: 'plain',
      text: messages.trash.moved(settled.done.length, entryName(first)),
      action: { label: messages.actions.undo, run: () => void restore(settled.done) },
    });
  };
  const purge = async (entries: readonly Entry[]) => {
    const settled = await actions.purge(entries);
    sayFailures(settled);
    if (settled.done.length === 0) return;
    const size = format.bytes(sizeOf(settled.done));
    toasts.show({ tone: 'plain', text: messages.trash.purged(settled.done.length, size) });
  };
  const move = async (entries: readonly Entry[], to: MoveTarget) => {
    // Where they are already they stay, and nothing is said of it.
    const leaving = entries.filter((entry) => placeOf(entry) !== to.folderId && entry.id !== to.folderId);
    if (leaving.length === 0) return;
    const before = Map.groupBy(leaving, placeOf);
    const settled = await actions.move(leaving, to.folderId);
    sayFailures(settled);
    const [first] = settled.done;
    if (!first) return;
    toasts.show({
      tone: 'plain',
      text: messages.folders.moved(settled.done.length, entryName(first), to.name),
      action: {
        label: messages.actions.undo,
        run: () => {
          for (const [folderId, there] of before)
            void actions
              .move(
                there.filter((entry) => settled.done.includes(entry)),
                folderId,
              )
              .then(sayFailures);
        },
      },
    });
  };

  const run = (command: FileCommand, entries: readonly Entry[]) => {
    const [first] = entries;
    if (!first) return;
    const locked = command === 'play' || command === 'download' ? whyLocked([first]) : null;
    if (locked) {
      toasts.show({ tone: 'plain', text: messages.scan.why[locked] });
      return;
    }
    if (command === 'open' && isFolder(first)) openFolder(first.id);
    if (command === 'details' && isFile(first)) showDetails(first);
    if (command === 'play' && isFile(first)) play(first);
    if (command === 'download' && isFile(first)) {
      if (first.scan.state === 'unscannable') setToAccept(first);
      else actions.download(first).catch(sayFailure);
    }
    if (command === 'zip')
      actions
        .downloadZip(isFolder(first) ? first : entries.filter(isFile))
        .then(sayLeftOut)
        .catch(sayFailure);
    // After the menu it was chosen from has closed: an open menu would take the focus back from the field.
    if (command === 'rename') setTimeout(() => setRenamingId(first.id));
    if (command === 'move') setToMove(entries);
    if (command === 'trash') void trash(entries);
    if (command === 'restore') void restore(entries);
    if (command === 'purge') setToPurge(entries);
  };
  return {
    run,
    rename: actions.rename,
    beginRename: (entry) => flushSync(() => setRenamingId(entry.id)),
    renamingId,
    endRename: () => setRenamingId(null),
    toMove,
    move: (entries, to) => void move(entries, to),
    cancelMove: () => setToMove([]),
    toPurge,
    confirmPurge: () => void purge(toPurge),
    cancelPurge: () => setToPurge([]),
    toAccept,
    acceptUnscanned: () => {
      if (toAccept) actions.download(toAccept, { acceptUnscanned: true }).catch(sayFailure);
    },
    refuseUnscanned: () => setToAccept(null),
  };
}

/** The folder an entry is in; null at the top. */
function placeOf(entry: Entry): string | null {
  return isFolder(entry) ? entry.parentId : entry.folderId;
}
