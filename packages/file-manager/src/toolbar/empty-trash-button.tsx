import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useQuota } from '../use-quota.ts';

export interface EmptyTrashButtonProps {
  readonly onEmpty: () => void;
}

/** Deletes all that is in the trash for good, once confirmed. */
export function EmptyTrashButton({ onEmpty }: EmptyTrashButtonProps) {
  const { actions, trash } = useMessages();
  const format = useFormat();
  const quota = useQuota({ enabled: true });
  const [isAsked, setAsked] = useState(false);
  const bytes = quota.kind === 'ready' ? quota.quota.trashedBytes : 0;
  return (
    <>
      <Button onPress={() => setAsked(true)}>
        <Trash2 size={15} aria-hidden />
        {actions.emptyTrash}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={trash.confirmEmpty}
        text={trash.confirmText(format.bytes(bytes))}
        confirmLabel={actions.emptyTrash}
        onConfirm={onEmpty}
        onClose={() => setAsked(false)}
      />
    </>
  );
}
