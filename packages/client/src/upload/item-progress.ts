import { TransferRate } from './transfer-rate.ts';
import type { UploadItem, UploadStatus } from './upload-item.ts';
import type { UploadMemo } from './upload-memo.ts';

/** The honest numbers of one file: what arrived, how fast, how long still. */
export class ItemProgress {
  readonly #sizeBytes: number;
  readonly #rate = new TransferRate();
  readonly #parts = new Map<number, number>();
  #resumedBytes = 0;
  #shownBytes = 0;

  constructor(sizeBytes: number) {
    this.#sizeBytes = sizeBytes;
  }

  /** A run begins with this much stored already. */
  resume(storedBytes: number): void {
    this.#resumedBytes = storedBytes;
    this.#parts.clear();
    if (storedBytes === 0) this.#shownBytes = 0;
  }

  /** So many bytes of one part are on their way at `now` (milliseconds). */
  part(partNumber: number, sentBytes: number, now: number): void {
    const before = this.#parts.get(partNumber) ?? 0;
    this.#parts.set(partNumber, sentBytes);
    if (sentBytes > before) this.#rate.add(sentBytes - before, now);
  }

  /** Nothing is being sent for now. */
  rest(): void {
    this.#rate.reset();
  }

  /** The file is stored. */
  finish(): void {
    this.#shownBytes = this.#sizeBytes;
  }

  item(
    id: string,
    { file, session }: Pick<UploadMemo, 'file' | 'session'>,
    status: UploadStatus,
  ): UploadItem {
    const isStored = status.kind === 'stored';
    const sent = [...this.#parts.values()].reduce((sum, bytes) => sum + bytes, this.#resumedBytes);
    // A part that starts over does not take back what was shown, and 100 % means stored and nothing less.
    const ceiling = isStored ? this.#sizeBytes : this.#sizeBytes - 1;
    this.#shownBytes = Math.max(this.#shownBytes, Math.min(sent, ceiling));
    const bytesPerSecond = status.kind === 'sending' ? this.#rate.bytesPerSecond : 0;
    return {
      id,
      sessionId: session?.id ?? null,
      fileName: file.name,
      sizeBytes: this.#sizeBytes,
      status,
      sentBytes: this.#shownBytes,
      resumedBytes: this.#resumedBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? (this.#sizeBytes - this.#shownBytes) / bytesPerSecond : null,
    };
  }
}
