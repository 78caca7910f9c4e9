import { isUnchanged, type FileSource } from './file-source.ts';
import type { Pace } from './retry.ts';

/** A file touched less than this ago may be one that a DAW is bouncing. */
const YOUNG_MS = 4_000;

/** Between two looks; a bounce that pauses for longer is caught while it is read. */
const LOOK_EVERY_MS = 2_000;

/**
 * The file as it is once nobody writes to it: at once for one that was left alone for some seconds, else after two
 * looks that saw the same. `onSettling` is called when it has to wait. A file that cannot be looked at again is given
 * those seconds: when it is written to meanwhile, browsers refuse to read it. Throws `file-changed` when it is gone.
 */
export async function whenQuiet(
  chosen: FileSource,
  pace: Pace,
  signal: AbortSignal,
  onSettling: () => void,
): Promise<FileSource> {
  if (!isYoung(chosen, pace)) return chosen;
  onSettling();
  if (chosen.lookAgain) return twoEqualLooks(chosen, pace, signal);
  await pace.delay(YOUNG_MS - (pace.date() - chosen.lastModified), signal);
  return chosen;
}

/** The newer file behind one that could not be read as it was, once it is quiet; null where there is none. */
export async function newerVersion(
  before: FileSource,
  pace: Pace,
  signal: AbortSignal,
  onSettling: () => void,
): Promise<FileSource | null> {
  const now = await before.lookAgain?.();
  if (!now || isUnchanged(before, now)) return null;
  onSettling();
  return twoEqualLooks(now, pace, signal);
}

async function twoEqualLooks(first: FileSource, pace: Pace, signal: AbortSignal): Promise<FileSource> {
  for (let before = first; ;) {
    await pace.delay(LOOK_EVERY_MS, signal);
    const now = (await before.lookAgain?.()) ?? before;
    if (isUnchanged(before, now)) return now;
    before = now;
  }
}

function isYoung({ lastModified }: FileSource, pace: Pace): boolean {
  const age = pace.date() - lastModified;
  return age >= 0 && age < YOUNG_MS; // a date in the future is a wrong clock, not a hint
}
