import type { Readable, Writable } from 'node:stream';

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

interface Asked {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Chromium's DevTools protocol over its pipe: JSON, each message ended by a zero byte. Playwright would do, but it has
 * the browser report every request with its body, in base64: eight mebibytes sent from memory then take half a second
 * of the page's main thread, which no user's browser ever spends.
 */
export class ChromiumPipe {
  readonly #to: Writable;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #pieces: Buffer[] = [];

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('close', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('Chromium ended'));
    });
  }

  /** Sends one command; `sessionId` names the page it is for. Rejects with Chromium's own words. */
  send(
    method: string,
    params: Record<string, unknown> = {},
    sessionId?: string,
  ): Promise<Record<string, unknown>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #take(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, from)) {
      this.#pieces.push(bytes.subarray(from, end));
      this.#answer(JSON.parse(Buffer.concat(this.#pieces).toString()) as Message); // the protocol's own shape
      this.#pieces = [];
      from = end + 1;
    }
    this.#pieces.push(bytes.subarray(from));
  }

  #answer({ id, result, error }: Message): void {
    const asked = id === undefined ? undefined : this.#asked.get(id);
    if (id === undefined || !asked) return; // an event
    this.#asked.delete(id);
    if (error) asked.reject(new Error(error.message));
    else asked.resolve(result ?? {});
  }
}
