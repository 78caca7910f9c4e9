import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { Button } from './button.tsx';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. Cancel has the focus: Enter alone destroys nothing. */
export function ConfirmDialog({ isOpen, title, text, confirmLabel, onConfirm, onClose }: ConfirmDialogProps) {
  const { actions } = useMessages();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="font-dawg bg-scrim fixed inset-0 z-50 grid place-items-center p-4 data-entering:opacity-0 motion-safe:transition-opacity"
    >
      <Modal className="bg-raised text-ink floating w-full max-w-sm rounded-xl">
        <Dialog role="alertdialog" className="p-5 outline-none">
          <Heading slot="title" className="text-lead font-semibold wrap-anywhere">
            {title}
          </Heading>
          <p className="text-body text-ink-soft mt-2">{text}</p>
          <div className="mt-5 flex justify-end gap-2">
            <Button autoFocus onPress={onClose}>
              {actions.cancel}
            </Button>
            <Button
              variant="danger"
              onPress={() => {
                onClose();
                onConfirm();
              }}
            >
              {confirmLabel}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
