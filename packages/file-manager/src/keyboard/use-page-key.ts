import { useEffect, useEffectEvent, type RefObject } from 'react';
import { isTyping } from './is-typing.ts';

/**
 * Calls `onPress` for a key pressed anywhere on the page, unless somebody types or a dialogue is open. `within`: an
 * element of the component, to see whether it can be reached now.
 */
export function usePageKey(key: string, within: RefObject<HTMLElement | null>, onPress: () => void): void {
  const press = useEffectEvent(onPress);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      // What is behind an open menu or dialogue is inert, or hidden from assistive technology.
      if (isTyping(event.target) || within.current?.closest('[inert], [aria-hidden=true]')) return;
      event.preventDefault();
      event.stopPropagation();
      press();
    };
    // While capturing: the grid would take the key for its type-ahead.
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [key, within]);
}
