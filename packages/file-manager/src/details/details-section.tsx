import { useId, type ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { Reading } from './use-versions.ts';

export interface DetailsSectionProps {
  readonly title: string;
  /** Beside the title, quietly. */
  readonly count?: number | undefined;
  readonly children: ReactNode;
}

/** A part of the details with its heading. */
export function DetailsSection({ title, count, children }: DetailsSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="px-4 py-3.5">
      <h3 id={id} className="text-label text-ink-faint mb-2 font-medium">
        {title}
        {count !== undefined && count > 0 && <span className="ml-1.5 tabular-nums">{count}</span>}
      </h3>
      {children}
    </section>
  );
}

export interface DetailsReadingProps<Item> {
  readonly reading: Reading<Item>;
  readonly loading: string;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** What was asked for, or the reason why it is not here and a way to ask again. */
export function DetailsReading<Item>({ reading, loading, children }: DetailsReadingProps<Item>) {
  const { actions, failure } = useMessages();
  switch (reading.kind) {
    case 'ready':
      return children(reading.items);
    case 'loading':
      return (
        <div role="status" aria-label={loading} className="flex h-5 items-center">
          <span className="bg-sunken motion-safe:animate-breathe h-3 w-2/3 rounded-full" />
        </div>
      );
    case 'failed':
      return (
        <div role="alert" className="flex items-center gap-2">
          <p className="text-bad min-w-0 flex-1 wrap-anywhere">{explain(reading.error, failure)}</p>
          <Button onPress={reading.retry}>{actions.retry}</Button>
        </div>
      );
  }
}
