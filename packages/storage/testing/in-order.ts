/** Text by code point, as PostgreSQL's "C" collation orders UTF-8. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function pageById<Item extends { readonly id: string }>(
  items: readonly Item[],
  after: string | null,
  limit: number,
): Item[] {
  const sorted = items.toSorted((a, b) => compareValues(a.id, b.id));
  return sorted.filter((item) => after === null || item.id > after).slice(0, limit);
}
