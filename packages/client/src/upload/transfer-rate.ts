/** Half of what was measured this long ago has been forgotten. */
const HALF_LIFE_MS = 3_000;

/** Samples closer together than this are added up: a progress event alone says little about speed. */
const SAMPLE_MS = 250;

/** Nothing for this long is a rest, not a slow line: it is not counted. */
const REST_MS = 3_000;

/** Bytes a second, as an exponentially weighted mean of what arrived lately. */
export class TransferRate {
  #rate = 0;
  #weight = 0;
  #pendingBytes = 0;
  #since: number | null = null;
  #lastAt = -Infinity;

  /** Notes bytes that were sent by the time `now` (milliseconds). */
  add(bytes: number, now: number): void {
    if (now - this.#lastAt > REST_MS) this.reset();
    this.#lastAt = now;
    this.#since ??= now;
    this.#pendingBytes += bytes;
    const elapsed = now - this.#since;
    if (elapsed < SAMPLE_MS) return;
    const keep = 0.5 ** (elapsed / HALF_LIFE_MS);
    this.#rate = this.#rate * keep + (this.#pendingBytes / elapsed) * 1000 * (1 - keep);
    this.#weight = this.#weight * keep + (1 - keep);
    this.#pendingBytes = 0;
    this.#since = now;
  }

  /** Forgets everything: nothing is being sent. */
  reset(): void {
    this.#rate = this.#weight = this.#pendingBytes = 0;
    this.#since = null;
  }

  /** Divided by the weight, or the first seconds would look slow. */
  get bytesPerSecond(): number {
    return this.#weight === 0 ? 0 : this.#rate / this.#weight;
  }
}
