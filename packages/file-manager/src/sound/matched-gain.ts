/**
 * What the samples of a version are multiplied with (0 to 1) to be as loud as the quietest of those it is compared with: the
 * louder one of two seems the better one. Loudness is integrated, in LUFS (EBU R 128); of what is silent or unknown nothing
 * is known, and it is played as it is.
 */
export function matchedGain(lufs: number | null, all: readonly (number | null)[]): number {
  const quietest = Math.min(...all.filter((other) => other !== null));
  return lufs === null ? 1 : Math.min(1, 10 ** ((quietest - lufs) / 20));
}
