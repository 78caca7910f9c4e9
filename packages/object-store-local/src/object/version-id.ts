import { randomBytes } from 'node:crypto';

/** Whether a bucket keeps old versions. `Off`: versioning was never switched on. */
export type VersioningStatus = 'Off' | 'Enabled' | 'Suspended';

/** The version id of every version written while versioning was off or suspended. */
export const NULL_VERSION = 'null';

/** Milliseconds since the epoch in hex: enough digits until the year 10889. */
const AGE_DIGITS = 12;

/** Ids of versions begin with their age and end with what cannot be guessed. */
export function newVersionId(status: VersioningStatus, now: number): string {
  if (status !== 'Enabled') return NULL_VERSION;
  return `${now.toString(16).padStart(AGE_DIGITS, '0')}${randomBytes(10).toString('hex')}`;
}

/** Whether a version may stand behind another in its key's history; where the ids cannot tell, yes. */
export function isNotNewer(versionId: string, other: string): boolean {
  const isUnknown = versionId === NULL_VERSION || other === NULL_VERSION;
  return isUnknown || versionId.slice(0, AGE_DIGITS) <= other.slice(0, AGE_DIGITS);
}
