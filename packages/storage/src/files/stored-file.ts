import { publicPath } from '@dawg/contract/link-paths';
import type { StoredFile } from '@dawg/contract/wire';
import type { AudioSummary } from '@dawg/contract/wire-audio';
import { isLocked, type ScanSummary } from '@dawg/contract/wire-scan';

/** active ⇄ trashed → purging → gone. Only `purging` cannot be undone. */
export type FileStatus = 'active' | 'trashed' | 'purging';

/** A stored file as the server knows it. */
export interface StoredFileRecord {
  readonly id: string;
  readonly owner: string;
  readonly status: FileStatus;
  readonly fileName: string;
  readonly originalName: string;
  readonly folderId: string | null;
  /** The names of the folders it is in, also of those in the trash. */
  readonly folderPath: string;
  readonly versionId: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly checksum: string;
  readonly durationSeconds: number | null;
  /** Of its present version; null for what is not audio. */
  readonly audio: AudioSummary | null;
  /** Of its present version. */
  readonly scan: ScanSummary;
  readonly projectId: string | null;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly isFavourite: boolean;
  /** What opens the file to whoever has it, while it is active; null where it is not public. */
  readonly publicToken: string | null;
  readonly storageKey: string;
  readonly uploadedAt: Date;
  readonly updatedAt: Date;
  readonly trashedAt: Date | null;
  /** Until then a URL signed for its upload could store again, were the object deleted; null for one of parts. */
  readonly putUntil: Date | null;
}

/** Picks the fields a client may see; where the bytes lie is not among them. */
export function toStoredFile(record: StoredFileRecord): StoredFile {
  return {
    id: record.id,
    fileName: record.fileName,
    originalName: record.originalName,
    folderId: record.folderId,
    folderPath: record.folderPath,
    versionId: record.versionId,
    contentType: record.contentType,
    sizeBytes: record.sizeBytes,
    checksum: record.checksum,
    durationSeconds: record.durationSeconds,
    audio: record.audio && isLocked(record.scan) ? { ...record.audio, waveform: null } : record.audio,
    scan: record.scan,
    projectId: record.projectId,
    tags: record.tags,
    metadata: record.metadata,
    isFavourite: record.isFavourite,
    isPublic: record.publicToken !== null,
    publicUrl:
      record.publicToken !== null && record.status === 'active' ? publicPath(record.publicToken) : null,
    uploadedAt: record.uploadedAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    trashedAt: record.trashedAt?.toISOString() ?? null,
  };
}
