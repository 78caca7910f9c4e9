import type { BytesToAnalyse, StopSignal } from '@dawg/storage/ports/audio-analyst';
import { open } from 'node:fs/promises';

/** Read from the store at a time: what one reading costs in memory. */
const STRETCH_BYTES = 8 * 2 ** 20;

/** Writes the bytes of a version to a file that is not there yet. Throws what the store throws, and when it is stopped. */
export async function fetchToDisk(bytes: BytesToAnalyse, path: string, signal: StopSignal): Promise<void> {
  const written = writeThrough(stretchesOf(bytes, signal), path);
  while (!(await written.next()).done);
}

/** The bytes of a version from the store, one stretch after another. Throws what the store throws, and when it is stopped. */
export async function* stretchesOf(bytes: BytesToAnalyse, signal: StopSignal): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.sizeBytes; start += STRETCH_BYTES) {
    if (signal.aborted) throw new Error('stopped while the bytes were fetched');
    yield await bytes.read(start, Math.min(start + STRETCH_BYTES, bytes.sizeBytes));
  }
}

/** The same stretches, each of them in a new file by the time it is taken. */
export async function* writeThrough(
  stretches: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const stretch of stretches) {
      await file.write(stretch);
      yield stretch;
    }
  } finally {
    await file.close();
  }
}
