/** Parts that take longer than this are too much at once: a cut line loses all that is in flight. */
const LONG_PART_MS = 20_000;

/** How long the line is measured before its speed counts, at least. */
const WINDOW_MS = 3_000;

/** After a try that did not pay, the line is left alone for this long. */
const REST_MS = 30_000;

/** A lane more has to bring this much. */
const GAIN = 1.05;

/** A lane less may cost this much. */
const LOSS = 0.97;

/** Told to slow down again within this, the store means the same thing. */
const ONE_SLOWDOWN_MS = 2_000;

export interface LaneLimits {
  readonly start: number;
  readonly least: number;
  readonly most: number;
}

interface Window {
  readonly since: number;
  bytes: number;
  parts: number;
  partMs: number;
}

/**
 * How many parts should be in flight, from what arrives. A lane more is tried while it speeds the whole up (long round
 * trips, loss: one connection alone is slow); a lane less is tried on a thin line, where it costs nothing and leaves
 * less to send again. A store that says "slow down" gets half, at once.
 */
export class LaneTuner {
  readonly #limits: LaneLimits;
  #lanes: number;
  /** Bytes a millisecond with the lanes as they were before the try under way; null when none is. */
  #rateBefore: number | null = null;
  #step: 1 | -1 = 1;
  #restUntil = 0;
  #slowedAt = -Infinity;
  #window: Window | null = null;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
    this.#lanes = limits.start;
  }

  get lanes(): number {
    return this.#lanes;
  }

  /** A part arrived at `now`, `tookMs` after it was begun. `isSaturated`: others were waiting for a lane. */
  arrived(bytes: number, tookMs: number, now: number, isSaturated: boolean): void {
    if (!isSaturated) return this.#forget(); // not the line but the files were the limit
    this.#window ??= { since: now, bytes: 0, parts: 0, partMs: 0 };
    const window = this.#window;
    if (window.since !== now || window.parts > 0) window.bytes += bytes; // the first only starts the clock
    window.parts += 1;
    window.partMs += tookMs;
    const elapsed = now - window.since;
    if (elapsed < WINDOW_MS || window.parts < 2 * this.#lanes) return;
    this.#window = null;
    this.#decide(window.bytes / elapsed, window.partMs / window.parts, now);
  }

  /** The store answered that it has too much to do (503 SlowDown, 429). */
  slowDown(now: number): void {
    if (now - this.#slowedAt < ONE_SLOWDOWN_MS) return;
    this.#slowedAt = now;
    this.#forget();
    this.#lanes = Math.max(this.#limits.least, Math.floor(this.#lanes / 2));
    this.#restUntil = now + REST_MS;
  }

  #decide(rate: number, partMs: number, now: number): void {
    if (this.#rateBefore !== null) {
      const pays = rate >= this.#rateBefore * (this.#step > 0 ? GAIN : LOSS);
      this.#rateBefore = null;
      if (!pays) {
        this.#lanes -= this.#step;
        this.#restUntil = now + REST_MS;
        return;
      }
    }
    if (now < this.#restUntil) return;
    this.#step = partMs > LONG_PART_MS ? -1 : 1;
    const wanted = this.#lanes + this.#step;
    if (wanted < this.#limits.least || wanted > this.#limits.most) return;
    this.#rateBefore = rate;
    this.#lanes = wanted;
  }

  #forget(): void {
    this.#window = null;
    if (this.#rateBefore !== null) this.#lanes -= this.#step;
    this.#rateBefore = null;
  }
}
