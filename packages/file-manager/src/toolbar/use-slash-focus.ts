import { useEffect, type RefObject } from 'react';

/** `/` moves the focus to the input, unless somebody types or a dialogue is open. */
export function useSlashFocus(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      // What is behind an open menu or dialogue is inert, or hidden from assistive technology.
      if (isTyping(event.target) || input.current?.closest('[inert], [aria-hidden=true]')) return;
      event.preventDefault();
      event.stopPropagation();
      input.current?.focus();
      input.current?.select();
    };
    // While capturing: the grid would take the key for its type-ahead.
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [input]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
