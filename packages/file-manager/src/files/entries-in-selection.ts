import type { Selection } from 'react-aria-components';
import type { Entry } from './entry.ts';

/** The selected entries among those loaded: what a command works on is what the person has seen. */
export function entriesIn<E extends Entry>(selection: Selection, entries: readonly E[]): readonly E[] {
  return selection === 'all' ? entries : entries.filter((entry) => selection.has(entry.id));
}

/** Entries that are selected now and were not before. */
export function newlySelected<E extends Entry>(
  before: Selection,
  after: Selection,
  entries: readonly E[],
): readonly E[] {
  const known = new Set(entriesIn(before, entries).map((entry) => entry.id));
  return entriesIn(after, entries).filter((entry) => !known.has(entry.id));
}
