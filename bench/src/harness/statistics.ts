/** The middle of the sorted values, the mean of the middle two where there are two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The median of what is known, or null when nothing is. */
export function medianKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

/** How many times as fast something that took `seconds` was as something that took `otherSeconds`. */
export function speedRatio(seconds: number, otherSeconds: number): number {
  return otherSeconds / seconds;
}
