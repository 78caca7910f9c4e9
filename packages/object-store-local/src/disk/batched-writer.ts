import type { FileHandle } from 'node:fs/promises';

/** Fewer, larger writes: a network read is 64 KiB at most, and each write is a trip to the thread pool. */
const BATCH_BYTES = 512 * 1024;

/**
 * Appends to a file through two buffers of its own: one is filled while the other is written, so that summing and writing
 * overlap, and however long the file, no more memory than these two is in use.
 */
export class BatchedWriter {
  readonly #file: FileHandle;
  #filling = Buffer.allocUnsafeSlow(BATCH_BYTES);
  #resting = Buffer.allocUnsafeSlow(BATCH_BYTES);
  #filledBytes = 0;
  /** Resolves to what went wrong, if anything: nobody may be waiting for it at that moment. */
  #writing: Promise<{ readonly error: unknown } | undefined> = Promise.resolve(undefined);

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Takes a copy of the chunk; the caller may reuse it. @throws Error when an earlier write failed */
  async add(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const piece = chunk.subarray(at, at + BATCH_BYTES - this.#filledBytes);
      this.#filling.set(piece, this.#filledBytes);
      this.#filledBytes += piece.length;
      at += piece.length;
      if (this.#filledBytes === BATCH_BYTES) await this.#startWriting();
    }
  }

  /** Writes what is left. @throws Error when any write failed */
  async finish(): Promise<void> {
    await this.#startWriting();
    await this.#written();
  }

  /** Waits for the write under way, however it ends, so that the file can be closed. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  async #startWriting(): Promise<void> {
    await this.#written();
    const batch = this.#filling;
    this.#writing = this.#writeAll(batch.subarray(0, this.#filledBytes)).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.#filling = this.#resting;
    this.#resting = batch;
    this.#filledBytes = 0;
  }

  async #written(): Promise<void> {
    const failure = await this.#writing;
    if (failure !== undefined) throw failure.error;
  }

  /** A full disk may take a part of a write and say so only by the count. */
  async #writeAll(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, at);
      at += bytesWritten;
    }
  }
}
