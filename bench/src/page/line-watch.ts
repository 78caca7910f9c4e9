/** Connections that a browser opens to one host over HTTP/1.1: the lanes there are to fill. */
const LANES = 6;

/**
 * Watches the page's requests: for what share of the time lanes had nothing to send while a call to the control plane
 * was under way. What is read or summed meanwhile counts as idle too, so the share is an upper bound. From the first
 * PUT's start to the last one's: the end of a file, when no part is left to send, is nobody's fault.
 */
export class LineWatch {
  #puts = 0;
  #calls = 0;
  #since: number | null = null;
  #begun = 0;
  #idleMs = 0;
  /** As of the last PUT's start. */
  #share: number | null = null;

  constructor() {
    this.#watchPuts();
    this.#watchCalls();
  }

  /** Between 0 and 1; null when there was no PUT by XMLHttpRequest. */
  idleShare(): number | null {
    return this.#share;
  }

  #watchPuts(): void {
    // eslint-disable-next-line typescript/unbound-method -- called on the request below
    const { send } = XMLHttpRequest.prototype;
    const watch = (request: XMLHttpRequest) => {
      this.#count(() => (this.#puts += 1));
      this.#markStart();
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

  /** Adds up the time until now, then changes what is under way. */
  #count(change: () => void): void {
    const now = performance.now();
    if (this.#since !== null && this.#calls > 0)
      this.#idleMs += ((now - this.#since) * Math.max(0, LANES - this.#puts)) / LANES;
    if (this.#since !== null) this.#since = now;
    change();
  }

  #markStart(): void {
    const now = performance.now();
    if (this.#since === null) {
      this.#since = now;
      this.#begun = now;
    }
    this.#share = now > this.#begun ? this.#idleMs / (now - this.#begun) : 0;
  }
}
