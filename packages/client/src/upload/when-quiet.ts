import { StorageError } from '@dawg/contract/storage-error';
import { isUnchanged, type FileSource } from './file-source.ts';
import type { Pace } from './retry.ts';

/** A file touched less than this ago may be one that a DAW is bouncing. */
const YOUNG_MS = 4_000;

/** Between two looks; a bounce that pauses for longer is caught while it is read. */
const LOOK_EVERY_MS = 2_000;

/**
 * The file as it is once nobody writes to it: at once for one that was left alone for some seconds, else after two
 * looks that saw the same. `onSettling` is called when it has to wait. A file that cannot be looked at again is
 * answered as it is: reading it notices a change. Throws `file-changed` when the file is gone.
 */
export async function whenQuiet(
  chosen: FileSource,
  pace: Pace,
  signal: AbortSignal,
  onSettling: () => void,
): Promise<FileSource> {
  if (!chosen.lookAgain || !isYoung(chosen, pace)) return chosen;
  onSettling();
  return twoEqualLooks(chosen, pace, signal);
}

/** The newer file behind one that changed while it was read, once it is quiet. Throws `file-changed` if there is none. */
export async function whenQuietAgain(
  changed: FileSource,
  pace: Pace,
  signal: AbortSignal,
  onSettling: () => void,
): Promise<FileSource> {
  const now = await changed.lookAgain?.();
  if (!now || isUnchanged(changed, now)) throw new StorageError('file-changed');
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
