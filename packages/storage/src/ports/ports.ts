import type { Clock, Ids } from './clock.ts';
import type { FileCatalog } from './file-catalog.ts';
import type { ObjectStore } from './object-store.ts';
import type { QuotaCatalog } from './quota-catalog.ts';
import type { UploadCatalog } from './upload-catalog.ts';

/** Everything the domain needs from outside. A use-case names the few it uses. */
export interface Ports {
  readonly objects: ObjectStore;
  readonly uploads: UploadCatalog;
  readonly files: FileCatalog;
  readonly quotas: QuotaCatalog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: StorageSettings;
}

/** What an installation may decide. */
export interface StorageSettings {
  readonly maxFileBytes: number;
  readonly smallestPartBytes: number;
  /** A file up to this goes in one PUT where the store can be trusted with that; 0 sends all in parts. */
  readonly singlePutMaxBytes: number;
}
