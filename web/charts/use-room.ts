import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Below this width labels stand above what they name, in pixels. */
const NARROW = 480;
const FIRST_GUESS = 640;

export interface Room {
  ref: RefObject<HTMLElement | null>;
  width: number;
  narrow: boolean;
}

/** How wide an element is, so that what is drawn in it has letters of the size of the page's. */
export function useRoom(): Room {
  const ref = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(FIRST_GUESS);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry.contentRect.width);
      if (now > 0) setWidth(now);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { ref, width, narrow: width < NARROW };
}
