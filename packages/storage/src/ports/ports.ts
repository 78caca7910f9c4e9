import type { AnalysisCatalog } from './analysis-catalog.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Clock, Ids } from './clock.ts';
import type { FileCatalog } from './file-catalog.ts';
import type { FolderCatalog } from './folder-catalog.ts';
import type { ObjectStore } from './object-store.ts';
import type { ScanCatalog } from './scan-catalog.ts';
import type { QuotaCatalog } from './quota-catalog.ts';
import type { StatisticsCatalog } from './statistics-catalog.ts';
import type { TicketCatalog } from './ticket-catalog.ts';
import type { TrashCatalog } from './trash-catalog.ts';
import type { UploadCatalog } from './upload-catalog.ts';
import type { VersionCatalog } from './version-catalog.ts';

/** What a database keeps. */
export interface Catalogs {
  readonly uploads: UploadCatalog;
  readonly files: FileCatalog;
  readonly versions: VersionCatalog;
  readonly folders: FolderCatalog;
  readonly trash: TrashCatalog;
  readonly statistics: StatisticsCatalog;
  readonly quotas: QuotaCatalog;
  readonly tickets: TicketCatalog;
  readonly analyses: AnalysisCatalog;
  readonly scans: ScanCatalog;
}

/** Everything the domain needs from outside. A use-case names the few it uses. */
export interface Ports extends Catalogs {
  readonly objects: ObjectStore;
  readonly changes: ChangeFeed;
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
  /** How long an address to play from works; a player asks for the next one before. */
  readonly playbackUrlSeconds: number;
  /** Whether what is stored from now on waits for a virus scanner's word before anybody gets it. */
  readonly scansUploads: boolean;
}
