import { useEffect, useRef, type RefObject } from 'react';

/**
 * The grid moves the focus to the next row when a row goes; when the last one goes there is none, and the focus would
 * be lost to the page. It goes to the grid itself. Spread the handlers over the grid's frame.
 */
export function useFocusKept(frame: RefObject<HTMLElement | null>, rowCount: number) {
  const hadFocus = useRef(false);
  useEffect(() => {
    if (rowCount > 0 || !hadFocus.current) return;
    // The grid takes its rows out a moment after it is told.
    const soon = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      frame.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
    });
    return () => cancelAnimationFrame(soon);
  }, [frame, rowCount]);
  return {
    onFocus: () => {
      hadFocus.current = true;
    },
    // An element that is removed loses the focus to nothing; a person takes it somewhere.
    onBlur: (event: { readonly relatedTarget: EventTarget | null }) => {
      if (event.relatedTarget !== null) hadFocus.current = false;
    },
  };
}
