import { messages } from '../messages.ts';
import { Logo } from './logo.tsx';

/** While it is asked who is here. Usually too short to be seen. */
export function LoadingPage() {
  return (
    <main aria-busy className="grid min-h-dvh place-items-center">
      <div role="status" aria-label={messages.loading} className="motion-safe:animate-breathe">
        <Logo isNameHidden />
      </div>
    </main>
  );
}
