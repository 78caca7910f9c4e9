import type { BytesToAnalyse, StopSignal } from '@dawg/storage/ports/audio-analyst';
import { open } from 'node:fs/promises';

/** Read from the store at a time: what one reading costs in memory. */
const STRETCH_BYTES = 8 * 2 ** 20;

/** Writes the bytes of a version to a file that is not there yet. Throws what the store throws, and when it is stopped. */
export async function fetchToDisk(bytes: BytesToAnalyse, path: string, signal: StopSignal): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (let start = 0; start < bytes.sizeBytes; start += STRETCH_BYTES) {
      if (signal.aborted) throw new Error('stopped while the bytes were fetched');
      const end = Math.min(start + STRETCH_BYTES, bytes.sizeBytes);
      await file.write(await bytes.read(start, end));
    }
  } finally {
    await file.close();
  }
}
