import { StorageError } from '@dawg/contract/storage-error';
import { findFile } from '../files/find-file.ts';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import type { FileVersionRecord } from './file-version.ts';

/** The bytes that a file is, or was, under the name that it has now. */
export interface FoundVersion
  extends
    Pick<FileVersionRecord, 'id' | 'contentType' | 'sizeBytes' | 'checksum' | 'storageKey' | 'scan'>,
    Pick<StoredFileRecord, 'fileName'> {}

export interface OfVersion {
  readonly owner: string;
  readonly fileId: string;
  /** An earlier version, or the present one by its id; left out, the present one. */
  readonly versionId?: string | undefined;
}

/** Throws `file-not-found`, `version-not-found`. */
export async function findVersion(
  ports: Pick<Ports, 'files' | 'versions'>,
  { owner, fileId, versionId }: OfVersion,
): Promise<FoundVersion> {
  const file = await findFile(ports, owner, fileId);
  if (versionId === undefined || versionId === file.versionId) return { ...file, id: file.versionId };
  const versions = await ports.versions.list(owner, fileId);
  const version = versions?.find(({ id }) => id === versionId);
  if (!version) throw new StorageError('version-not-found');
  return { ...version, fileName: file.fileName };
}
