import { createContext, use } from 'react';
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';

/** A short word about something that just happened, with a way back where there is one. */
export interface ToastContent {
  readonly tone: 'plain' | 'bad';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read and to reach Undo; hovering or focusing the toast stops the clock. */
const PLAIN_MS = 8_000;
const BAD_MS = 15_000;

export interface Toasts {
  readonly queue: ToastQueue<ToastContent>;
  show(content: ToastContent): void;
}

export function createToasts(): Toasts {
  const queue = new ToastQueue<ToastContent>({ maxVisibleToasts: 3 });
  return {
    queue,
    show: (content) => queue.add(content, { timeout: content.tone === 'bad' ? BAD_MS : PLAIN_MS }),
  };
}

export const ToastsContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = use(ToastsContext);
  if (!toasts) throw new Error('Wrap the file manager in <DawgProvider url="…">.');
  return toasts;
}
