import type { Ports } from '../ports/ports.ts';
import { discardObject } from './abort-upload.ts';
import type { UploadSessionRecord } from './upload-session.ts';

const SWEEP_PAGE = 200;

export interface UnsealReport {
  readonly unsealed: number;
  /** Keys whose tombstone could not be removed now; the next run tries again. */
  readonly failures: readonly { readonly sessionId: string; readonly error: unknown }[];
}

type UnsealPorts = Pick<Ports, 'uploads' | 'objects' | 'clock'>;

/**
 * Removes the tombstones of sealed keys once no URL signed for them can store anything any more. Run it beside
 * `sweepUploads`, on any number of servers at once. One key's failure does not stop the others.
 */
export async function sweepSealedKeys(ports: UnsealPorts): Promise<UnsealReport> {
  const now = ports.clock.now();
  const failures: { sessionId: string; error: unknown }[] = [];
  let seen = 0;
  for (let after: string | null = null; ;) {
    const page: readonly UploadSessionRecord[] = await ports.uploads.findSealed(now, {
      after,
      limit: SWEEP_PAGE,
    });
    for (const session of page) {
      try {
        await unseal(ports, session);
      } catch (error) {
        failures.push({ sessionId: session.id, error });
      }
    }
    seen += page.length;
    after = page.at(-1)?.id ?? null;
    if (page.length < SWEEP_PAGE) return { unsealed: seen - failures.length, failures };
  }
}

/** The tombstone goes first: a crash in between has the next run delete what is gone already. */
async function unseal(ports: UnsealPorts, session: UploadSessionRecord): Promise<void> {
  await discardObject(ports, session.storageKey);
  await ports.uploads.unseal(session.id);
}
