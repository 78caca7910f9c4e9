import type { LibraryChange } from '@dawg/contract/wire-changes';

export type ChangesAfter =
  | {
      readonly kind: 'changes';
      readonly changes: readonly LibraryChange[];
      /** After the last of them, or where it was asked from when there is none. */
      readonly position: string;
      /** More can be had at once. */
      readonly hasMore: boolean;
      /** Changes are there that may not be told yet, because an older transaction has not ended: ask again soon. */
      readonly isBehind: boolean;
    }
  /** Changes since then were forgotten: whoever followed has to fetch everything anew. */
  | { readonly kind: 'gone' };

/**
 * What happened to an owner's library, in the order in which it became visible. A change is recorded in the transaction
 * that makes it; nobody has to remember to. Positions are text, of letters, digits, `.` and `-`.
 */
export interface ChangeFeed {
  /** Now: every change that becomes visible later comes after it. */
  position(): Promise<string>;

  /** The owner's changes after a position, none left out and each once, `limit` at most. */
  after(owner: string, position: string, limit: number): Promise<ChangesAfter>;

  /**
   * Calls back when there may be something new, or when a session of the owner's has ended; also after a lost connection,
   * when nobody knows. Answers how to stop. Throws `too-many-listeners` beyond `MAX_LISTENERS`.
   */
  listen(owner: string, onWake: () => void): () => void;

  /** Forgets changes from before; answers how many. */
  prune(before: Date): Promise<number>;
}
