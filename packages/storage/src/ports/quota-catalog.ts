/** An owner's ledger, in bytes. */
export interface QuotaRecord {
  readonly owner: string;
  readonly totalLimit: number;
  readonly usedSpace: number;
  readonly reservedSpace: number;
  /** Parts of `usedSpace`: present versions of active files, of files in the trash, and earlier versions. */
  readonly fileSpace: number;
  readonly trashedSpace: number;
  readonly versionSpace: number;
  readonly fileCount: number;
  readonly trashedCount: number;
}

/** Read access to the ledger; only the upload and file catalogs change it, with what they charge for. */
export interface QuotaCatalog {
  /** The owner's ledger; one who never stored anything has the installation's default limit. */
  get(owner: string): Promise<QuotaRecord>;
}
