import type { AudioFacts } from '@dawg/contract/wire-audio';

/** What an `AbortSignal` is on every platform, as far as work needs it. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The bytes of a version, wherever they are. */
export interface BytesToAnalyse {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Bytes `start` to `end` (exclusive). Throws what the store throws. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** What there is to tell of bytes. */
export type Verdict =
  | {
      readonly kind: 'accepted';
      readonly facts: AudioFacts;
      /** The loudest sample of each stretch of the whole, a byte each. */
      readonly waveform: Uint8Array;
      /** Peaks in the binary format of BBC's audiowaveform. */
      readonly peaks: Uint8Array;
      /** JPEG. */
      readonly cover: Uint8Array | null;
      /** MP3, for what browsers do not play. */
      readonly preview: Uint8Array | null;
    }
  | { readonly kind: 'rejected'; readonly code: string; readonly reason: string }
  /** Nothing here decodes sound. */
  | { readonly kind: 'no-engine' };
