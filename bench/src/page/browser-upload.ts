/** What an upload in the page is given. */
export interface BrowserJob {
  /** As an `<input type="file">` gives them. */
  readonly files: readonly File[];
  /** The S3 endpoint, for those who sign nothing. */
  readonly sinkUrl: string;
  readonly tusUrl: string;
  /** Of the contestant: see its `settings`. */
  readonly variant: string;
}

/** Uploads all files; resolves at the library's own word that all are done. The control planes are the page's origin. */
export type BrowserUpload = (job: BrowserJob) => Promise<void>;
