import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folder of a bucket's bytes. An entry is written once under a random name and never changed; a record elsewhere says whose
 * bytes they are. So replacing an object never touches the bytes a reader is in the middle of: they go when the last
 * reader lets go of them. (Relying on POSIX to keep unlinked files readable would cost an open file for every part of an object,
 * and would not work on Windows.)
 */
export class BytesFolder {
  readonly path: string;
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();
  readonly #report: (error: unknown) => void;

  /** `report` hears of bytes that could not be removed; the next start removes them. */
  constructor(path: string, report: (error: unknown) => void) {
    this.path = path;
    this.#report = report;
  }

  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  pathOf(id: string): string {
    return join(this.path, id);
  }

  /** Keeps the bytes until the function returned is called. Call this in the same tick as the look-up of the record. */
  pin(id: string): () => void {
    this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#release(id);
    };
  }

  /** Removes bytes no record mentions any more, now or when their last reader is done. */
  async remove(id: string): Promise<void> {
    if (this.#readers.has(id)) {
      this.#doomed.add(id);
      return;
    }
    // What the client asked for has happened when this runs; leftover bytes are waste, not a failed request.
    await rm(this.pathOf(id), { recursive: true, force: true }).catch(this.#report);
  }

  #release(id: string): void {
    const left = (this.#readers.get(id) ?? 0) - 1;
    if (left > 0) {
      this.#readers.set(id, left);
      return;
    }
    this.#readers.delete(id);
    if (this.#doomed.delete(id)) void this.remove(id);
  }
}
