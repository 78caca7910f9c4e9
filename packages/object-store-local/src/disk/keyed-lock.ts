/** Lets one piece of work at a time touch what a name stands for; different names do not wait for each other. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` when all earlier work under `name` has ended, well or badly. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.#tails.get(name) ?? Promise.resolve();
    const mine = earlier.then(work, work);
    this.#tails.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(name) === mine) this.#tails.delete(name);
    }
  }
}
