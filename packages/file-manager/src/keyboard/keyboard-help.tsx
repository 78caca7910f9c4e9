import { Keyboard } from 'lucide-react';
import { useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { isApplePlatform } from '../details/details-key.ts';
import { useMessages } from '../messages/use-messages.ts';
import { shortcutsOf, type Shortcut } from './shortcuts.ts';
import { usePageKey } from './use-page-key.ts';

/** The button, and the sheet with all keys, which `?` opens as well. */
export function KeyboardHelp() {
  const { keyboard, actions } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  usePageKey('?', place, () => setOpen(true));
  const { list, everywhere } = shortcutsOf(isApplePlatform() ? '⌘' : 'Ctrl');
  return (
    <span ref={place} className="max-sm:hidden">
      <IconButton label={keyboard.title} onPress={() => setOpen(true)}>
        <Keyboard size={16} aria-hidden />
      </IconButton>
      <ModalOverlay
        isOpen={isOpen}
        onOpenChange={setOpen}
        isDismissable
        className="font-dawg bg-scrim fixed inset-0 z-50 grid place-items-center p-4 data-entering:opacity-0 motion-safe:transition-opacity"
      >
        <Modal className="bg-raised text-ink floating flex max-h-[calc(100dvh-2rem)] w-full max-w-md flex-col rounded-xl">
          <Dialog className="flex min-h-0 flex-col p-5 outline-none">
            <Heading slot="title" className="text-lead font-semibold">
              {keyboard.title}
            </Heading>
            <div className="mt-3 min-h-0 overflow-y-auto">
              <Keys title={keyboard.in.list} shortcuts={list} />
              <Keys title={keyboard.in.everywhere} shortcuts={everywhere} />
            </div>
            <div className="mt-4 flex justify-end">
              <Button autoFocus onPress={() => setOpen(false)}>
                {actions.close}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </span>
  );
}

function Keys({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  const { keyboard } = useMessages();
  return (
    <section className="mb-3">
      <h3 className="text-label text-ink-faint mb-1">{title}</h3>
      <dl className="text-body">
        {shortcuts.map(({ does, keys }) => (
          <div key={does} className="border-line flex items-center gap-3 border-b py-1.5 last:border-b-0">
            <dt className="min-w-0 flex-1">{keyboard.does[does]}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="border-line-strong bg-surface font-dawg text-label text-ink-soft min-w-6 rounded border px-1.5 py-px text-center whitespace-nowrap"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
