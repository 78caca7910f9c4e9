import type { SniffedType } from '../acceptance/sniff-container.ts';
import type { AudioTags } from '../tags/audio-tags.ts';
import type { Work } from './audio-engine.ts';

/** Bytes that can be read from any place: a file, or an object of a store by ranged GETs. */
export interface RangeSource {
  readonly sizeBytes: number;
  /** Exactly these bytes; fewer only at the end. */
  read(offsetBytes: number, lengthBytes: number): Promise<Uint8Array>;
}

/** A picture as it lies in a file: never shown, only re-encoded. */
export interface RawCover {
  readonly bytes: Uint8Array;
}

/** What the header of a file says, whether or not there is an engine. */
export interface HeaderFacts {
  readonly sniffed: SniffedType;
  readonly tags: AudioTags;
  readonly cover: RawCover | null;
  /** As the header says; null where it does not, or what says it lies further on than may be read. */
  readonly durationSeconds: number | null;
}

/** Reads beginnings of files: what they are, their tags and their cover. Needs no engine. */
export interface HeaderReader {
  /**
   * Reads what it needs and no more than the limits allow; tags that are broken, or take longer than is decent, are
   * left out (`isIncomplete`). Throws `AudioFailure('stopped')`, and what `source` throws.
   */
  readRanges(source: RangeSource, work: Work): Promise<HeaderFacts>;

  /** The same of a file on this machine's disk. */
  readFile(path: string, work: Work): Promise<HeaderFacts>;
}
