import type { ServerUrls } from '../servers/servers.ts';

/** What an upload in Node is given. */
export interface NodeJob {
  readonly urls: ServerUrls;
  readonly files: readonly string[];
  /** Of the contestant: see its `settings`. */
  readonly variant: string;
}

/** Uploads all files; resolves when the last byte is known to be stored. */
export type NodeUpload = (job: NodeJob) => Promise<void>;
