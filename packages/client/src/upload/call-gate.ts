/** What arrives within this joins the same request: nobody notices it, and a folder's files arrive together. */
const GATHER_MS = 5;

/** While another group is under way, files enough are: the next group may take its time, and be larger. */
const GATHER_MORE_MS = 40;

/** The server takes no more calls in one request. */
const LARGEST_GROUP = 50;

interface Group {
  readonly start: () => void;
  readonly started: Promise<void>;
  readonly calls: Promise<unknown>[];
}

/**
 * Lets calls through in groups that share one HTTP request (they start in one turn, which is what tRPC's batching goes
 * by). While `width` groups are under way, the next one gathers: the longer the line, the larger the groups.
 */
export class CallGate {
  readonly #width: number;
  #underWay = 0;
  readonly #gathering: Group[] = [];
  #isGathering = false;

  constructor(width: number) {
    this.#width = width;
  }

  run<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const group = this.#openGroup();
    const answer = group.started.then(call);
    group.calls.push(answer);
    this.#startSoon();
    return answer;
  }

  #startSoon(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(
      () => {
        this.#isGathering = false;
        this.#startNext();
      },
      this.#underWay > 0 ? GATHER_MORE_MS : GATHER_MS,
    );
  }

  #openGroup(): Group {
    const last = this.#gathering.at(-1);
    if (last && last.calls.length < LARGEST_GROUP) return last;
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const group: Group = { start, started, calls: [] };
    this.#gathering.push(group);
    return group;
  }

  #startNext(): void {
    while (this.#underWay < this.#width) {
      const group = this.#gathering.shift();
      if (!group) return;
      this.#underWay += 1;
      void this.#follow(group);
    }
  }

  async #follow(group: Group): Promise<void> {
    group.start();
    await Promise.allSettled(group.calls);
    this.#underWay -= 1;
    this.#startNext();
  }
}
