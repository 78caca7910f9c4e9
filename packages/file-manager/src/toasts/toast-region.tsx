import { X } from 'lucide-react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContentSlot,
  UNSTABLE_ToastRegion as Region,
} from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from './toasts.ts';

/** Where toasts appear: bottom left, because uploads are docked at the right. */
export function ToastRegion() {
  const { queue } = useToasts();
  const { actions } = useMessages();
  return (
    <Region
      queue={queue}
      className="font-dawg fixed bottom-[calc(var(--dawg-dock-bottom)+var(--dawg-dock-lift))] left-4 z-50 flex w-[calc(100vw-2rem)] max-w-sm flex-col gap-2 rounded-lg focus-ring"
    >
      {({ toast }) => (
        <Toast
          toast={toast}
          data-tone={toast.content.tone}
          className="group text-body bg-ink text-on-ink floating motion-safe:animate-rise focus-ring flex items-center gap-1 rounded-lg py-1 pr-1 pl-3.5"
        >
          <ToastContentSlot className="flex min-h-8 min-w-0 flex-1 items-center gap-2 py-1">
            <span className="bg-bad-fill hidden size-1.5 shrink-0 rounded-full group-data-[tone=bad]:block" />
            <Text slot="title" className="wrap-anywhere">
              {toast.content.text}
            </Text>
          </ToastContentSlot>
          {toast.content.action && (
            <Button
              className="data-hovered:bg-on-ink/15 focus-ring h-8 shrink-0 rounded-md px-2.5 font-semibold"
              onPress={() => {
                toast.content.action?.run();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button
            slot="close"
            aria-label={actions.close}
            className="data-hovered:bg-on-ink/15 focus-ring grid size-8 shrink-0 place-items-center rounded-md"
          >
            <X size={14} aria-hidden />
          </Button>
        </Toast>
      )}
    </Region>
  );
}
