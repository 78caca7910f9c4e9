import { messages } from '../messages.ts';

/** A paw whose toes are the bars of a level meter, and the product's name. */
export function Logo({ isNameHidden = false }: { readonly isNameHidden?: boolean }) {
  return (
    <span className="flex items-center gap-2.5">
      <svg
        viewBox="0 0 24 24"
        width="22"
        height="22"
        aria-hidden
        className="text-accent shrink-0"
        fill="currentColor"
      >
        <rect x="1.5" y="7" width="3.6" height="7" rx="1.8" />
        <rect x="7" y="2" width="3.6" height="9" rx="1.8" />
        <rect x="13.4" y="2" width="3.6" height="9" rx="1.8" />
        <rect x="18.9" y="7" width="3.6" height="7" rx="1.8" />
        <path d="M12 12.5c4 0 6.800 3 6.800 5.900 0 2.200-1.600 3.400-3.500 3.400-1.300 0-2-.5-3.300-.5s-2 .5-3.300.5c-1.900 0-3.500-1.200-3.500-3.400 0-2.900 2.800-5.900 6.800-5.900z" />
      </svg>
      <span className={`text-lead font-semibold tracking-tight ${isNameHidden ? 'sr-only' : ''}`}>
        {messages.product}
      </span>
    </span>
  );
}
