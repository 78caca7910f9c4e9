import { StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import { isLocked, type ScanSummary } from '@dawg/contract/wire-scan';

/** Bytes, or what was made of them. */
interface Scanned {
  readonly scan: ScanSummary;
}

export interface AcceptUnscanned {
  /** The owner was told that nobody could look at it, and wants it all the same. */
  readonly acceptUnscanned?: boolean | undefined;
}

/** For what the owner looks at or hears here. Throws `file-not-scanned-yet`, `file-quarantined`. */
export function refuseLocked({ scan }: Scanned): void {
  if (isLocked(scan))
    throw new StorageError(scan.state === 'scanning' ? 'file-not-scanned-yet' : 'file-quarantined');
}

/** For bytes that the owner takes away. Throws that, and `file-unscannable` unless it is accepted. */
export function giveToOwner(bytes: Scanned, { acceptUnscanned = false }: AcceptUnscanned): void {
  refuseLocked(bytes);
  if (!acceptUnscanned) giveToOthers(bytes);
}

/** For bytes that anybody gets, or that go with many. Throws all three. */
export function giveToOthers(bytes: Scanned): void {
  const code = refusalToOthers(bytes);
  if (code !== null) throw new StorageError(code);
}

const REFUSALS = {
  // Stored before anything scanned here: given as it was until a scan says otherwise.
  unasked: null,
  scanning: 'file-not-scanned-yet',
  clean: null,
  infected: 'file-quarantined',
  unscannable: 'file-unscannable',
} as const satisfies Record<ScanSummary['state'], ErrorCode | null>;

export function refusalToOthers({ scan }: Scanned): (typeof REFUSALS)[ScanSummary['state']] {
  return REFUSALS[scan.state];
}
