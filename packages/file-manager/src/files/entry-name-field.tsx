import { toStorageError } from '@dawg/client/to-storage-error';
import { splitName } from '@dawg/contract/file-name';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { FieldError, Input, TextField } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { entryName, isFolder, type Entry } from './entry.ts';
import { FolderBadge } from './folder-badge.tsx';
import { FormatBadge } from './format-badge.tsx';
import { editStem } from './stem-edit.ts';

export interface EntryNameFieldProps {
  readonly entry: Entry;
  /** Rejects with the reason, which is shown beside the field. */
  readonly onRename: (fileName: string) => Promise<unknown>;
  /** The field is done with, renamed or not. */
  readonly onClose: () => void;
}

/** Renames in place. Enter or leaving the field renames, Escape does not; a refused name stays to be mended. */
export function EntryNameField({ entry, onRename, onClose }: EntryNameFieldProps) {
  const { rename } = useMessages();
  const name = entryName(entry);
  const { stem, extension } = isFolder(entry) ? { stem: name, extension: '' } : splitName(name);
  const [typed, setTyped] = useState(stem);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isClosed = useRef(false);
  const field = useRef<HTMLDivElement>(null);
  useFocusReturn(field);

  const edit = editStem(name, typed, extension);
  const problem = refusal ?? (edit.kind === 'problem' ? edit.message : null);

  const close = () => {
    isClosed.current = true; // the blur that follows from unmounting is not a wish to rename
    onClose();
  };
  const save = async () => {
    if (edit.kind === 'unchanged') return close();
    if (edit.kind === 'problem' || isSaving) return;
    setSaving(true);
    try {
      await onRename(edit.fileName);
      close();
    } catch (error) {
      setRefusal(toStorageError(error).message);
    }
    setSaving(false);
  };

  return (
    <TextField
      ref={field}
      aria-label={rename.label(name)}
      autoFocus
      value={typed}
      onChange={(value) => {
        setTyped(value);
        setRefusal(null);
      }}
      isInvalid={problem !== null}
      isReadOnly={isSaving}
      onBlur={() => {
        if (isClosed.current) return;
        if (problem) close();
        else void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save();
        if (event.key === 'Escape') close();
      }}
      className="flex min-w-0 flex-wrap items-center gap-x-3"
    >
      {isFolder(entry) ? <FolderBadge /> : <FormatBadge fileName={name} />}
      <div className="bg-surface outline-focus has-data-invalid:outline-bad-fill -ml-2 flex h-7 max-w-full min-w-0 flex-1 basis-40 items-center rounded-md px-2 outline-2 sm:h-8 sm:max-w-md">
        <Input
          onFocus={(event) => event.currentTarget.select()}
          spellCheck={false}
          autoComplete="off"
          className="min-w-0 flex-1 bg-transparent font-medium outline-none"
        />
        <span className="text-ink-faint shrink-0">{extension}</span>
      </div>
      {problem && (
        <FieldError className="text-label text-bad min-w-0 basis-32 grow max-sm:-mt-0.5 max-sm:pl-13">
          {problem}
        </FieldError>
      )}
    </TextField>
  );
}

/** When the field goes and takes the focus with it, its row has the focus again: arrows go on from there. */
function useFocusReturn(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const row = field.current?.closest<HTMLElement>('[role=row]');
    return () => {
      if (document.activeElement === document.body) row?.focus();
    };
  }, [field]);
}
