import type { Ports } from '../ports/ports.ts';
import type { DueMoments } from '../ports/upload-catalog.ts';
import { finishAborting } from './abort-upload.ts';
import { settleUpload } from './settle-upload.ts';
import { COMPLETE_LEASE_MS, CREATE_TIMEOUT_MS, type UploadSessionRecord } from './upload-session.ts';

const SWEEP_PAGE = 200;

export interface SweepReport {
  readonly swept: number;
  /** Sessions that could not be brought further now; the next run tries again. */
  readonly failures: readonly { readonly sessionId: string; readonly error: unknown }[];
}

type SweepPorts = Pick<Ports, 'uploads' | 'objects' | 'clock' | 'ids' | 'settings'>;

/**
 * Repairs what crashes and clients that never came back have left: expires idle sessions, aborts those whose
 * creator died, finishes aborts, completes what was being completed. Run it every minute or so, on any number of
 * servers at once. One session's failure does not stop the others.
 */
export async function sweepUploads(ports: SweepPorts): Promise<SweepReport> {
  const now = ports.clock.now();
  const due = { now, createdBefore: new Date(now.getTime() - CREATE_TIMEOUT_MS) };
  const failures: { sessionId: string; error: unknown }[] = [];
  let seen = 0;
  for (let after: string | null = null; ;) {
    const page: readonly UploadSessionRecord[] = await ports.uploads.findDue(due, {
      after,
      limit: SWEEP_PAGE,
    });
    for (const session of page) {
      try {
        await bringFurther(ports, session, due);
      } catch (error) {
        failures.push({ sessionId: session.id, error });
      }
    }
    seen += page.length;
    after = page.at(-1)?.id ?? null;
    if (page.length < SWEEP_PAGE) return { swept: seen - failures.length, failures };
  }
}

async function bringFurther(ports: SweepPorts, session: UploadSessionRecord, due: DueMoments): Promise<void> {
  if (session.state === 'completing') return resolveCompleting(ports, session);
  const by = { kind: 'sweeper', due } as const;
  const aborting =
    session.state === 'aborting'
      ? session
      : await ports.uploads.beginAborting(session.id, { by, ending: 'expired', failure: null });
  // Null: its owner came back between our look and our write.
  if (aborting) await finishAborting(ports, aborting);
}

/** Goes on where the holder of a lease that ran out has stopped, with the checksum and the size it had noted. */
async function resolveCompleting(ports: SweepPorts, session: UploadSessionRecord): Promise<void> {
  if (session.claimedChecksum === null)
    throw new Error(`session ${session.id} is completing without a checksum`);
  const now = ports.clock.now();
  const lease = { leaseId: ports.ids.next(), checksum: session.claimedChecksum };
  const until = new Date(now.getTime() + COMPLETE_LEASE_MS);
  const leased = await ports.uploads.lease(session.id, {
    ...lease,
    now,
    until,
    claimedBytes: session.claimedBytes,
  });
  if (leased) await settleUpload(ports, leased, lease);
}
