/** Connections that a browser opens to one host over HTTP/1.1: the lanes there are to fill. */
const LANES = 6;

/**
 * Watches the page's requests: for what share of the lanes' time there was a part to send, a lane for it, and a call to
 * the control plane under way. From the first PUT's start to the last one's: the end of a file, when no part is left to
 * send, is nobody's fault.
 */
class LineWatch {
  #puts = 0;
  #calls = 0;
  /** Parts read and not sent; who sends pieces of the file itself always has one. */
  #ready = Infinity;
  #since: number | null = null;
  #begun = 0;
  #idleMs = 0;
  /** As of the last PUT's start. */
  #share: number | null = null;

  /** Between 0 and 1; null when there was no PUT that we could see. */
  idleShare(): number | null {
    return this.#share;
  }

  /** Sees the page's own requests from now on. */
  watchPage(): void {
    this.#watchPuts();
    this.#watchCalls();
  }

  /** From now on a part has to be told of before it can be sent. */
  watchParts(): void {
    this.#ready = 0;
  }

  partIsReady(): void {
    this.#count(() => (this.#ready += 1));
  }

  /** For a PUT that is made elsewhere, in a worker. */
  async put<Answer>(sending: () => Promise<Answer>): Promise<Answer> {
    this.#putBegins();
    this.#ready -= 1;
    try {
      return await sending();
    } finally {
      this.#count(() => (this.#puts -= 1));
    }
  }

  #watchPuts(): void {
    // eslint-disable-next-line typescript/unbound-method -- called on the request below
    const { send } = XMLHttpRequest.prototype;
    const watch = (request: XMLHttpRequest) => {
      this.#putBegins();
      request.addEventListener('loadend', () => this.#count(() => (this.#puts -= 1)));
    };
    XMLHttpRequest.prototype.send = function (body) {
      if (body) watch(this);
      send.call(this, body);
    };
  }

  #watchCalls(): void {
    const { fetch } = globalThis;
    globalThis.fetch = async (...parameters) => {
      this.#count(() => (this.#calls += 1));
      try {
        return await fetch(...parameters);
      } finally {
        this.#count(() => (this.#calls -= 1));
      }
    };
  }

  #putBegins(): void {
    this.#count(() => (this.#puts += 1));
    const now = performance.now();
    if (this.#since === null) {
      this.#since = now;
      this.#begun = now;
    }
    this.#share = now > this.#begun ? this.#idleMs / (now - this.#begun) : 0;
  }

  /** Adds up the time until now, then changes what is under way. */
  #count(change: () => void): void {
    const now = performance.now();
    if (this.#since !== null && this.#calls > 0)
      this.#idleMs += ((now - this.#since) * Math.max(0, Math.min(LANES - this.#puts, this.#ready))) / LANES;
    if (this.#since !== null) this.#since = now;
    change();
  }
}

/** The page's one. */
export const lineWatch = new LineWatch();
