import type { RangeSource } from '@dawg/audio/ports/header-reader';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions } from 'strtok3';

/** A source as music-metadata reads it: at any place, any number of bytes. */
export class RangeTokenizer extends AbstractTokenizer {
  override readonly fileInfo: { readonly size: number };
  readonly #source: RangeSource;

  constructor(source: RangeSource) {
    super();
    this.#source = source;
    this.fileInfo = { size: source.sizeBytes };
  }

  override supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.position = position;
  }

  override async readBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position } = this.normalizeOptions(target, options);
    const length = await this.peekBuffer(target, options);
    this.position = position + length;
    return length;
  }

  override async peekBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position, length, mayBeLess } = this.normalizeOptions(target, options);
    const bytes = await this.#source.read(position, length);
    if (bytes.length < length && !mayBeLess) throw new EndOfStreamError();
    target.set(bytes);
    return bytes.length;
  }

  /** Without reading: what is skipped may be all of the sound. */
  override async ignore(length: number): Promise<number> {
    const skipped = Math.min(length, Math.max(0, this.fileInfo.size - this.position));
    this.position += skipped;
    return skipped;
  }
}
