import { useEffect, useState, type RefObject } from 'react';

/** Below this a row has no room for columns; its facts go under the name. */
const NARROW_PX = 640;

/** Whether the element is narrow: the component may sit in a sidebar of a wide window. */
export function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(() => window.innerWidth < NARROW_PX);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setNarrow(entry.contentRect.width < NARROW_PX);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}
