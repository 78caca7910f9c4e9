import type { ReactNode } from 'react';
import { Tooltip } from 'react-aria-components';

/** The bubble of a tooltip. */
export function Tip({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip
      offset={6}
      className="font-dawg text-label bg-ink text-on-ink floating max-w-72 rounded-md px-2 py-1 data-entering:opacity-0 motion-safe:transition-opacity"
    >
      {children}
    </Tooltip>
  );
}
