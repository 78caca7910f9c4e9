import type { SignedPart } from '@dawg/contract/wire';

/** What the page and a part worker tell each other; `id` names one part's bytes. */

export type PartRequest =
  | { readonly kind: 'read'; readonly id: number; readonly piece: Blob }
  | { readonly kind: 'put'; readonly id: number; readonly signed: SignedPart }
  | { readonly kind: 'stop'; readonly id: number }
  | { readonly kind: 'drop'; readonly id: number };

export type PartAnswer =
  | { readonly kind: 'read'; readonly id: number; readonly sizeBytes: number; readonly crc: number }
  /** Browsers refuse to read a file that was changed, moved or deleted after it was chosen. */
  | { readonly kind: 'unreadable'; readonly id: number; readonly reason: string }
  | { readonly kind: 'progress'; readonly id: number; readonly sentBytes: number }
  | { readonly kind: 'stored'; readonly id: number }
  /** With the store's status, or null when it gave no answer. */
  | {
      readonly kind: 'not-stored';
      readonly id: number;
      readonly status: number | null;
      readonly retryAfterMs: number;
    };
