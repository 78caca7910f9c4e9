import type { IdPage } from './upload-catalog.ts';

/** The trash as a whole. Every method is one transaction. Throws `StorageError('database-unavailable')`. */
export interface TrashCatalog {
  /**
   * Begins the purge of some of what the owner had moved to the trash by then, `limit` folders and as many files at
   * most, and answers how many that were; zero when nothing is left.
   */
  beginEmptying(
    owner: string,
    what: { readonly trashedBy: Date; readonly limit: number },
  ): Promise<{ readonly taken: number }>;

  /** Owners who have something in the trash since then or longer, by id, beginning after `page.after`. */
  findOwners(trashedBy: Date, page: IdPage): Promise<readonly string[]>;
}
