import type { StoredFileRecord } from '../src/files/stored-file.ts';
import type { Catalogs } from '../src/ports/ports.ts';
import type { SettleOutcome, UploadDraft } from '../src/ports/upload-catalog.ts';

export const T0 = new Date('2026-03-01T12:00:00.000Z');
export const later = (ms: number) => new Date(T0.getTime() + ms);

/** What a session of 100 bytes begins with. */
export function draftOf(owner: string, change: Partial<UploadDraft> = {}): UploadDraft {
  return {
    id: crypto.randomUUID(),
    owner,
    idempotencyKey: crypto.randomUUID(),
    fileName: 'mix.wav',
    folderId: null,
    folderPath: '',
    onConflict: 'keep-both',
    contentType: 'audio/wav',
    sizeBytes: 100,
    isCeiling: false,
    transfer: 'single',
    partSizeBytes: 8_388_608,
    lastModified: null,
    projectId: null,
    description: {},
    storageKey: `uploads/${crypto.randomUUID()}`,
    signedChecksums: new Map(),
    createdAt: T0,
    expiresAt: later(3_600_000),
    ...change,
  };
}

/** Takes a session through the catalog as an upload does, without any store. */
export async function settleInCatalog(
  { uploads }: Pick<Catalogs, 'uploads'>,
  owner: string,
  { at = T0, checksum = 'AAAAAA==', scan = 'unasked', ...change }: Partial<UploadDraft> & StoredWith = {},
): Promise<SettleOutcome> {
  const draft = draftOf(owner, change);
  const reserved = await uploads.reserve(draft, { maxOpenSessions: 100_000 });
  if (reserved.kind !== 'reserved') throw new Error(reserved.kind);
  const until = new Date(at.getTime() + 60_000);
  await uploads.lease(draft.id, { leaseId: 'l', now: at, until, checksum, claimedBytes: null });
  const ids = { id: crypto.randomUUID(), versionId: crypto.randomUUID() };
  return uploads.settle(draft.id, 'l', { ...ids, checksum, at, putUntil: null, scan });
}

interface StoredWith {
  readonly at?: Date;
  readonly checksum?: string;
  readonly scan?: 'scanning' | 'unasked';
}

export async function storeInCatalog(
  catalog: Pick<Catalogs, 'uploads'>,
  owner: string,
  change: Partial<UploadDraft> & StoredWith = {},
): Promise<StoredFileRecord> {
  const settled = await settleInCatalog(catalog, owner, change);
  if (settled.kind !== 'stored') throw new Error(settled.kind);
  return settled.file;
}
