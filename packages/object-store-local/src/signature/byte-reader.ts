import { S3Error } from '../s3-error.ts';

const NEWLINE = 0x0a;

/** Reads lines and counted bytes from a stream, holding no more than one of its chunks and one line. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #pending: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line, without its end (LF or CRLF). @throws S3Error IncompleteBody at the end of the stream */
  async line(maxBytes: number): Promise<string> {
    const line = await this.lastLine(maxBytes);
    if (line === undefined) throw new S3Error('IncompleteBody');
    return line;
  }

  /** As `line`, but the end of the stream ends the line too; `undefined` when nothing is left. */
  async lastLine(maxBytes: number): Promise<string | undefined> {
    let newlineAt = this.#pending.indexOf(NEWLINE);
    while (newlineAt < 0 && this.#pending.length <= maxBytes && (await this.#fill())) {
      newlineAt = this.#pending.indexOf(NEWLINE);
    }
    if (newlineAt > maxBytes || (newlineAt < 0 && this.#pending.length > maxBytes)) {
      throw new S3Error('InvalidRequest', 'A line of the aws-chunked body is too long.');
    }
    if (this.#pending.length === 0) return undefined;
    const end = newlineAt < 0 ? this.#pending.length : newlineAt;
    const line = this.#pending.toString('latin1', 0, end);
    this.#pending = this.#pending.subarray(end + 1);
    return line.replace(/\r$/, '');
  }

  /** Exactly `sizeBytes` bytes, as they come. @throws S3Error IncompleteBody when the stream ends before */
  async *take(sizeBytes: number): AsyncGenerator<Buffer> {
    for (let left = sizeBytes; left > 0;) {
      if (this.#pending.length === 0 && !(await this.#fill())) throw new S3Error('IncompleteBody');
      const bytes = this.#pending.subarray(0, left);
      this.#pending = this.#pending.subarray(bytes.length);
      left -= bytes.length;
      yield bytes;
    }
  }

  /** Lets go of the stream without ending it. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #fill(): Promise<boolean> {
    // A copy, because the source may use the memory of its last chunk again once it is asked for the next.
    const rest = Buffer.from(this.#pending);
    const next = await this.#source.next();
    this.#pending = next.done === true ? rest : next.value;
    if (next.done !== true && rest.length > 0) this.#pending = Buffer.concat([rest, next.value]);
    return next.done !== true;
  }
}
