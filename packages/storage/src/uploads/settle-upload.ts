import { StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { CompleteOutcome } from '../ports/object-store.ts';
import type { Ports } from '../ports/ports.ts';
import { finishAborting } from './abort-upload.ts';
import { missingParts, type MissingPart } from './compare-parts.ts';
import { multipartTargetOf } from './sign-parts.ts';
import {
  claimedPlan,
  claimedSize,
  COMPLETE_LEASE_MS,
  lastPutEnd,
  slidingExpiry,
  type UploadSessionRecord,
} from './upload-session.ts';

export type Settled =
  | { readonly kind: 'stored'; readonly file: StoredFileRecord }
  /** Another file has the name, and the session says `skip`: it is given up. */
  | { readonly kind: 'skipped'; readonly session: UploadSessionRecord }
  | { readonly kind: 'incomplete'; readonly missing: readonly MissingPart[] };

/** The right to settle a session, and the checksum of the whole that the client claims. */
export interface HeldLease {
  readonly leaseId: string;
  readonly checksum: string;
}

type SettlePorts = Pick<Ports, 'uploads' | 'objects' | 'clock' | 'ids' | 'settings'>;

/**
 * Verifies a session under a lease, with the claim noted in it, and brings it to its next state: back to `uploading` when parts are missing,
 * `completed` when the store holds exactly the claimed bytes, `failed` when it holds others, or when the name is taken
 * and the session says so. Every step may be
 * repeated after a crash, by anybody who takes the lease over. When it throws, the lease is given back, so that
 * the next call need not wait for it to run out.
 */
export async function settleUpload(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
): Promise<Settled> {
  try {
    return await verifyAndStore(ports, session, lease);
  } catch (error) {
    // If this write fails too, the lease runs out by itself: the first failure is the one to report.
    await Promise.allSettled([
      ports.uploads.renewLease(session.id, { leaseId: lease.leaseId, until: ports.clock.now() }),
    ]);
    throw error;
  }
}

async function verifyAndStore(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
): Promise<Settled> {
  const isSingle = session.transfer === 'single';
  const missing = isSingle ? [] : await joinParts(ports, session, lease);
  if (missing.length > 0) return reopen(ports, session, lease, missing);

  const facts = await ports.objects.headObject(session.storageKey);
  if (!facts && isSingle) return reopen(ports, session, lease, [{ partNumber: 1, reason: 'absent' }]);
  if (!facts) return fail(ports, session, lease, 'upload-not-found');
  if (facts.sizeBytes !== claimedSize(session)) return fail(ports, session, lease, 'checksum-mismatch');
  const checksum = facts.checksum ?? (await readBack(ports, session, lease));
  if (checksum !== lease.checksum) return fail(ports, session, lease, 'checksum-mismatch');

  const at = ports.clock.now();
  const ids = { id: ports.ids.next(), versionId: ports.ids.next() };
  const scan = ports.settings.scansUploads ? ('scanning' as const) : ('unasked' as const);
  const file = { ...ids, checksum, at, putUntil: isSingle ? lastPutEnd(at) : null, scan };
  const settled = await ports.uploads.settle(session.id, lease.leaseId, file);
  if (settled.kind === 'lease-lost') throw new StorageError('upload-busy');
  if (settled.kind === 'stored') return settled;
  if (session.onConflict !== 'skip') return fail(ports, session, lease, 'name-taken');
  return { kind: 'skipped', session: await giveUp(ports, session, lease, 'name-taken') };
}

/**
 * Has the store make one object of the parts; answers those that are missing. NoSuchUpload, before or after our
 * call, may be the trace of a completion whose answer was lost: only HEAD tells.
 */
async function joinParts(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
): Promise<readonly MissingPart[]> {
  const target = multipartTargetOf(session);
  const arrived = await ports.objects.listParts(target);
  if (arrived === 'no-such-upload') return [];
  const plan = claimedPlan(session);
  const missing = missingParts(plan, arrived, session);
  if (missing.length > 0) return missing;
  // What was sent beyond the claimed end is not listed to the store, which discards it.
  const wanted = arrived.filter(({ partNumber }) => partNumber <= plan.partCount);
  const outcome = await ports.objects.completeMultipart(target, wanted, lease.checksum);
  await requireCompleted(ports, session, lease, outcome);
  return [];
}

async function requireCompleted(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
  outcome: CompleteOutcome,
): Promise<void> {
  if (outcome === 'checksum-mismatch') await fail(ports, session, lease, 'checksum-mismatch');
  // A part was replaced between our list and our call. The next call lists again.
  if (outcome === 'parts-refused') throw new StorageError('upload-busy');
}

async function reopen(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
  missing: readonly MissingPart[],
): Promise<Settled> {
  const expiresAt = slidingExpiry(ports.clock.now(), session.createdAt);
  const reopened = await ports.uploads.reopen(session.id, lease.leaseId, expiresAt);
  if (!reopened) throw new StorageError('upload-busy');
  return { kind: 'incomplete', missing };
}

/** The store keeps no checksum it vouches for: read the object once, holding the lease meanwhile. */
function readBack(ports: SettlePorts, session: UploadSessionRecord, lease: HeldLease): Promise<string> {
  return ports.objects.computeChecksum(session.storageKey, async () => {
    const until = new Date(ports.clock.now().getTime() + COMPLETE_LEASE_MS);
    const held = await ports.uploads.renewLease(session.id, { leaseId: lease.leaseId, until });
    if (!held) throw new StorageError('upload-busy');
  });
}

/** Ends the session as `failed`, with nothing stored and nothing reserved, and throws `code`. */
async function fail(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
  code: ErrorCode,
): Promise<never> {
  await giveUp(ports, session, lease, code);
  throw new StorageError(code);
}

async function giveUp(
  ports: SettlePorts,
  session: UploadSessionRecord,
  lease: HeldLease,
  failure: ErrorCode,
): Promise<UploadSessionRecord> {
  const by = { kind: 'holder', leaseId: lease.leaseId } as const;
  const aborting = await ports.uploads.beginAborting(session.id, { by, ending: 'failed', failure });
  if (!aborting) throw new StorageError('upload-busy');
  return finishAborting(ports, aborting);
}
