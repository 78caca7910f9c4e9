import { TransferRate } from './transfer-rate.ts';
import type { UploadItem, UploadStatus } from './upload-item.ts';
import type { UploadMemo } from './upload-memo.ts';

/** The honest numbers of one file: what arrived, how fast, how long still. */
export class ItemProgress {
  readonly #rate = new TransferRate();
  readonly #parts = new Map<number, number>();
  #sentBytes = 0;
  #resumedBytes = 0;
  #shownBytes = 0;

  /** A run begins with this much stored already. */
  resume(storedBytes: number): void {
    this.#resumedBytes = storedBytes;
    this.#parts.clear();
    this.#sentBytes = 0;
  }

  /** Another session, or another version of the file: nothing of it has arrived. */
  restart(): void {
    this.resume(0);
    this.#shownBytes = 0;
  }

  /** So many bytes of one part are on their way at `now` (milliseconds). Answers how many are new. */
  part(partNumber: number, sentBytes: number, now: number): number {
    const more = sentBytes - (this.#parts.get(partNumber) ?? 0);
    this.#parts.set(partNumber, sentBytes);
    this.#sentBytes += more;
    if (more > 0) this.#rate.add(more, now);
    return Math.max(0, more);
  }

  /** Nothing is being sent for now. */
  rest(): void {
    this.#rate.reset();
  }

  item(
    id: string,
    { source, session }: Pick<UploadMemo, 'source' | 'session'>,
    priority: number,
    status: UploadStatus,
  ): UploadItem {
    const { name: fileName, folderPath, sizeBytes } = source;
    // A part that starts over does not take back what was shown, and 100 % means stored and nothing less.
    const most =
      status.kind === 'stored' ? sizeBytes : Math.min(this.#resumedBytes + this.#sentBytes, sizeBytes - 1);
    this.#shownBytes = Math.max(Math.min(this.#shownBytes, sizeBytes), most);
    const bytesPerSecond = status.kind === 'sending' ? this.#rate.bytesPerSecond : 0;
    return {
      id,
      sessionId: session?.id ?? null,
      fileName,
      folderPath,
      sizeBytes,
      priority,
      status,
      sentBytes: this.#shownBytes,
      resumedBytes: this.#resumedBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? (sizeBytes - this.#shownBytes) / bytesPerSecond : null,
    };
  }
}
