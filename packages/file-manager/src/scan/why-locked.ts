import { isFile, type Entry } from '../files/entry.ts';

/** What keeps the one file that is meant from being played or downloaded; null where nothing does, or several are meant. */
export function whyLocked(entries: readonly Entry[]): 'scanning' | 'infected' | null {
  const [first, ...others] = entries;
  if (!first || others.length > 0 || !isFile(first)) return null;
  const { state } = first.scan;
  return state === 'scanning' || state === 'infected' ? state : null;
}
