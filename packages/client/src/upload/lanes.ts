/** Who asks for a lane. */
export interface LaneRequest {
  /** The file: lanes are shared fairly between files. */
  readonly file: string;
  /** Higher goes first, whatever it takes from others. */
  readonly priority: number;
}

interface Waiter extends LaneRequest {
  readonly grant: () => void;
}

/**
 * Parts in flight. A free lane goes to the highest priority, among those to the file that has the fewest lanes, among
 * those to who came first: a small file added behind a large one waits for one part, not for all of them.
 */
export class Lanes {
  #total: number;
  #inUse = 0;
  readonly #inUseBy = new Map<string, number>();
  readonly #waiting: Waiter[] = [];

  constructor(total: number) {
    this.#total = total;
  }

  /** Whether more parts are ready than there are lanes. */
  get isSaturated(): boolean {
    return this.#waiting.length > 0;
  }

  /** More lanes begin at once; fewer take effect as parts end. */
  resize(total: number): void {
    this.#total = total;
    this.#grantNext();
  }

  /** Waits for a lane and answers the function that gives it back. Rejects when the signal fires first. */
  async take(request: LaneRequest, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    await this.#wait(request, signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#count(request.file, -1);
      this.#grantNext();
    };
  }

  #wait(request: LaneRequest, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        ...request,
        grant: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#grantNext();
    });
  }

  #grantNext(): void {
    while (this.#inUse < this.#total && this.#waiting.length > 0) {
      const next = this.#waiting.reduce((best, other) => (this.#goesBefore(other, best) ? other : best));
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#count(next.file, 1);
      next.grant();
    }
  }

  #goesBefore(a: Waiter, b: Waiter): boolean {
    if (a.priority !== b.priority) return a.priority > b.priority;
    return (this.#inUseBy.get(a.file) ?? 0) < (this.#inUseBy.get(b.file) ?? 0);
  }

  #count(file: string, change: 1 | -1): void {
    this.#inUse += change;
    const inUse = (this.#inUseBy.get(file) ?? 0) + change;
    if (inUse === 0) this.#inUseBy.delete(file);
    else this.#inUseBy.set(file, inUse);
  }
}
