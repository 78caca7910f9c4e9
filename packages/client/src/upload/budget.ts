/** Units that were granted, to be given back piece by piece or all at once. */
export interface Grant {
  /** Gives back `units`, all that is left unless told; more than is left counts as that. */
  release(units?: number): void;
}

/**
 * So many units (bytes in memory), handed out in the order they are asked for. A request larger than the whole is
 * granted when everything is free.
 */
export class Budget {
  readonly #total: number;
  #free: number;
  readonly #queue: { readonly units: number; readonly grant: () => void }[] = [];

  constructor(total: number) {
    this.#total = total;
    this.#free = total;
  }

  /** Waits for `units`. Rejects when the signal fires first. */
  async take(units: number, signal: AbortSignal): Promise<Grant> {
    signal.throwIfAborted();
    const size = Math.min(units, this.#total);
    if (this.#queue.length > 0 || this.#free < size) await this.#wait(size, signal);
    else this.#free -= size;
    let held = size;
    return {
      release: (given = held) => {
        const back = Math.min(given, held);
        if (back === 0) return;
        held -= back;
        this.#free += back;
        this.#grantNext();
      },
    };
  }

  #wait(units: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(entry), 1);
        reject(signal.reason);
        this.#grantNext(); // whoever stood behind may fit
      };
      const entry = {
        units,
        grant: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(entry);
    });
  }

  #grantNext(): void {
    for (let next = this.#queue[0]; next && next.units <= this.#free; next = this.#queue[0]) {
      this.#queue.shift();
      this.#free -= next.units;
      next.grant();
    }
  }
}
