import { Search, X } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { usePageKey } from '../keyboard/use-page-key.ts';
import { useMessages } from '../messages/use-messages.ts';

/** Long enough not to ask at each key, short enough to feel immediate. */
const DEBOUNCE_MS = 200;

export interface NameSearchProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Search by name: asks while typing, at once on Enter or when cleared. `/` brings the focus here. */
export function NameSearch({ value, onChange }: NameSearchProps) {
  const { search } = useMessages();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  usePageKey('/', input, () => {
    input.current?.focus();
    input.current?.select();
  });

  // The question changed from outside: the back button, "clear search".
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  const ask = (text: string) => {
    setTyped(text);
    setAsked(text);
    onChange(text);
  };
  const askForTyped = useEffectEvent(() => ask(typed));
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(askForTyped, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed, asked]);

  return (
    <SearchField
      aria-label={search.label}
      value={typed}
      onChange={setTyped}
      onSubmit={ask}
      onClear={() => ask('')}
      className="group bg-sunken outline-focus has-data-focused:bg-surface relative flex h-8 min-w-0 flex-1 items-center rounded-lg has-data-focused:outline-2 sm:max-w-64"
    >
      <Search size={14} aria-hidden className="text-ink-faint absolute left-2.5" />
      <Input
        ref={input}
        placeholder={search.placeholder}
        enterKeyHint="search"
        className="text-body placeholder:text-ink-faint h-full w-full min-w-0 rounded-lg bg-transparent pr-8 pl-8 outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      <kbd
        aria-hidden
        className="border-line-strong font-dawg text-micro text-ink-faint pointer-events-none absolute right-2 hidden h-4.5 w-4.5 place-items-center rounded border group-data-empty:grid group-has-data-focused:hidden"
      >
        {search.hint}
      </kbd>
      <Button
        aria-label={search.clear}
        className="text-ink-faint data-hovered:text-ink absolute right-1 grid size-6 place-items-center rounded group-data-empty:hidden"
      >
        <X size={14} aria-hidden />
      </Button>
    </SearchField>
  );
}
