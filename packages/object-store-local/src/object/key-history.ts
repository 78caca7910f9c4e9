import { type DeleteMarker, type KeyVersion, type ObjectVersion } from './object-version.ts';
import { newVersionId, NULL_VERSION, type VersioningStatus } from './version-id.ts';

/** All versions of one key, newest first. A key of an unversioned bucket has at most one. */
export type KeyHistory = readonly KeyVersion[];

/** The history a change leads to. Pure: nothing has been written yet. */
export interface HistoryChange {
  readonly history: KeyHistory;
  /** The version that was written, marked or removed. */
  readonly affected?: KeyVersion;
}

/** The object a plain GET reads, if there is one. */
export function currentObject(history: KeyHistory): ObjectVersion | undefined {
  const [newest] = history;
  return newest?.kind === 'object' ? newest : undefined;
}

/** A new version becomes the current one; without versioning (or suspended) it takes the place of the `null` version. */
export function withNewVersion(
  history: KeyHistory,
  status: VersioningStatus,
  version: ObjectVersion,
): HistoryChange {
  return prepend(history, status, version);
}

/** DELETE without a version id. */
export function withoutCurrent(
  history: KeyHistory,
  status: VersioningStatus,
  deletedAt: number,
): HistoryChange {
  if (status === 'Off') return withoutVersion(history, NULL_VERSION);
  const marker: DeleteMarker = {
    kind: 'delete-marker',
    versionId: newVersionId(status, deletedAt),
    lastModified: deletedAt,
  };
  return prepend(history, status, marker);
}

/** DELETE of one version, for good. Whatever is newest afterwards is the current one. */
export function withoutVersion(history: KeyHistory, versionId: string): HistoryChange {
  const affected = history.find((version) => version.versionId === versionId);
  return affected === undefined
    ? { history }
    : { history: history.filter((version) => version !== affected), affected };
}

/** The stored bytes that only `before` refers to. */
export function bytesDropped(before: KeyHistory, after: KeyHistory): string[] {
  const kept = new Set(after.map(bytesId));
  return before.map(bytesId).filter((id): id is string => id !== undefined && !kept.has(id));
}

function prepend(history: KeyHistory, status: VersioningStatus, version: KeyVersion): HistoryChange {
  const older =
    status === 'Enabled' ? history : history.filter(({ versionId }) => versionId !== NULL_VERSION);
  return { history: [version, ...older], affected: version };
}

function bytesId(version: KeyVersion): string | undefined {
  return version.kind === 'object' ? version.bytes.id : undefined;
}
