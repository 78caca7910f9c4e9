import { toStorageError } from '@dawg/client/to-storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Settled } from '../connection/settle-each.ts';
import { useFormat } from '../format/use-format.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useFileActions } from '../use-file-actions.ts';
import type { FileCommand } from './file-menu.tsx';

/** The commands as the list gives them: what happened is said in a toast, what is final is asked first. */
export interface FileCommands {
  readonly run: (command: FileCommand, files: readonly StoredFile[]) => void;
  readonly rename: (file: StoredFile, fileName: string) => Promise<StoredFile>;
  /** Opens the file's name for typing, now: what is typed next belongs to it. */
  readonly beginRename: (file: StoredFile) => void;
  /** The file whose name is being typed. */
  readonly renamingId: string | null;
  readonly endRename: () => void;
  /** Files to be deleted for good, once confirmed. */
  readonly toPurge: readonly StoredFile[];
  readonly confirmPurge: () => void;
  readonly cancelPurge: () => void;
}

export function useFileCommands(): FileCommands {
  const actions = useFileActions();
  const toasts = useToasts();
  const format = useFormat();
  const messages = useMessages();
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const [toPurge, setToPurge] = useState<readonly StoredFile[]>([]);

  const sayFailures = ({ failed: [first, ...others] }: Settled<StoredFile>) => {
    if (!first) return;
    const reason = explain(first.error, messages.failure);
    const text = others.length === 0 ? reason : messages.failure.someFailed(others.length + 1, reason);
    toasts.show({ tone: 'bad', text });
  };
  const restore = async (files: readonly StoredFile[]) => {
    const settled = await actions.restore(files);
    sayFailures(settled);
    const [first] = settled.done;
    if (first)
      toasts.show({ tone: 'plain', text: messages.trash.restored(settled.done.length, first.fileName) });
  };
  const trash = async (files: readonly StoredFile[]) => {
    const settled = await actions.trash(files);
    sayFailures(settled);
    const [first] = settled.done;
    if (!first) return;
    toasts.show({
      tone: 'plain',
      text: messages.trash.moved(settled.done.length, first.fileName),
      action: { label: messages.actions.undo, run: () => void restore(settled.done) },
    });
  };
  const purge = async (files: readonly StoredFile[]) => {
    const settled = await actions.purge(files);
    sayFailures(settled);
    if (settled.done.length === 0) return;
    const size = format.bytes(sizeOf(settled.done));
    toasts.show({ tone: 'plain', text: messages.trash.purged(settled.done.length, size) });
  };
  const download = async (file: StoredFile) => {
    try {
      await actions.download(file);
    } catch (error) {
      toasts.show({ tone: 'bad', text: explain(toStorageError(error), messages.failure) });
    }
  };

  const run = (command: FileCommand, files: readonly StoredFile[]) => {
    const [first] = files;
    if (!first) return;
    if (command === 'download') void download(first);
    // After the menu it was chosen from has closed: an open menu would take the focus back from the field.
    if (command === 'rename') setTimeout(() => setRenamingId(first.id));
    if (command === 'trash') void trash(files);
    if (command === 'restore') void restore(files);
    if (command === 'purge') setToPurge(files);
  };
  return {
    run,
    rename: actions.rename,
    beginRename: (file) => flushSync(() => setRenamingId(file.id)),
    renamingId,
    endRename: () => setRenamingId(null),
    toPurge,
    confirmPurge: () => void purge(toPurge),
    cancelPurge: () => setToPurge([]),
  };
}

export function sizeOf(files: readonly StoredFile[]): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}
