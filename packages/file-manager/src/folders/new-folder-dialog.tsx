import { toStorageError } from '@dawg/client/to-storage-error';
import { useState } from 'react';
import {
  Dialog,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';

export interface NewFolderDialogProps {
  /** Rejects with the reason, which is shown at the field. */
  readonly onCreate: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for a new folder's name. */
export function NewFolderDialog({ onCreate, onClose }: NewFolderDialogProps) {
  const { folders, actions, failure } = useMessages();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);

  const create = async () => {
    if (isSaving) return;
    setSaving(true);
    try {
      await onCreate(name.trim());
      onClose();
    } catch (error) {
      setProblem(explain(toStorageError(error), failure));
      setSaving(false);
    }
  };

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="font-dawg bg-scrim fixed inset-0 z-50 grid place-items-center p-4 data-entering:opacity-0 motion-safe:transition-opacity"
    >
      <Modal className="bg-raised text-ink floating w-full max-w-sm rounded-xl">
        <Dialog className="p-5 outline-none">
          <Heading slot="title" className="text-lead font-semibold">
            {folders.createTitle}
          </Heading>
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              void create();
            }}
          >
            <TextField
              autoFocus
              value={name}
              onChange={(value) => {
                setName(value);
                setProblem(null);
              }}
              isInvalid={problem !== null}
              isReadOnly={isSaving}
              className="mt-3 flex flex-col gap-1"
            >
              <Label className="text-label text-ink-soft">{folders.nameLabel}</Label>
              <Input
                autoComplete="off"
                spellCheck={false}
                className="bg-surface border-line-strong text-body data-focused:outline-focus data-focused:outline-2 data-invalid:border-bad h-9 rounded-md border px-2.5"
              />
              <FieldError className="text-label text-bad">{problem}</FieldError>
            </TextField>
            <div className="mt-5 flex justify-end gap-2">
              <Button onPress={onClose}>{actions.cancel}</Button>
              <Button variant="strong" type="submit" isDisabled={name.trim() === ''}>
                {folders.confirmCreate}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
