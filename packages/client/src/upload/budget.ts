/**
 * So many units, handed out in the order they are asked for: parts in flight (lanes), bytes in memory.
 * A request larger than the whole is granted when everything is free.
 */
export class Budget {
  readonly #total: number;
  #free: number;
  readonly #queue: { readonly units: number; readonly grant: () => void }[] = [];

  constructor(total: number) {
    this.#total = total;
    this.#free = total;
  }

  /** Waits for `units` and answers the function that gives them back. Rejects when the signal fires first. */
  async take(units: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const size = Math.min(units, this.#total);
    if (this.#queue.length > 0 || this.#free < size) await this.#wait(size, signal);
    else this.#free -= size;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#free += size;
      this.#grantNext();
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
