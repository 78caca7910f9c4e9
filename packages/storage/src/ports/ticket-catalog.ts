/** What a ticket is for: one zip, once, or one file until the ticket expires. */
export type TicketPurpose = 'zip' | 'link';

export interface TicketDraft {
  readonly owner: string;
  readonly purpose: TicketPurpose;
  readonly fileIds: readonly string[];
  /** Instead of files: what is in this folder when the ticket is used. */
  readonly folderId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What whoever has the token may fetch, without being signed in. */
export type Ticket = TicketDraft;

/**
 * Tickets for downloads. Every method is one transaction. Throws `StorageError('database-unavailable')` when the database
 * cannot be reached.
 */
export interface TicketCatalog {
  /** Answers the token: 256 random bits, letters, digits, `-` and `_`. It is told once; only its hash is kept. */
  issue(draft: TicketDraft): Promise<string>;

  /** The living ticket of this token, which stays. */
  find(token: string, purpose: TicketPurpose, now: Date): Promise<Ticket | null>;

  /** The same, and the ticket is gone: of two at once one gets it. */
  redeem(token: string, purpose: TicketPurpose, now: Date): Promise<Ticket | null>;

  /** Removes what has expired by then; answers how many. */
  sweep(now: Date): Promise<number>;
}
