import { partRanges, type PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CreatedUpload, StoredFile, UploadSession } from '@dawg/contract/wire';
import { isSamePart } from './part-source.ts';
import { createRequest, startOver } from './upload-memo.ts';
import { call, getUpload, isEnded, planOfSession, readOnce, type Run } from './upload-run.ts';

/** Keys tried before we believe that something is wrong. */
const MAX_KEYS = 5;

export type Begun =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | { readonly kind: 'session'; readonly session: UploadSession; readonly absent: readonly number[] };

/** A session for the file, new or of an earlier run, with the parts that are still to be sent. */
export async function beginOrResume(run: Run): Promise<Begun> {
  if (run.memo.session) return resume(run, run.memo.session);
  const created = await create(run);
  if (created.kind === 'stored') return created;
  run.memo.session = created.session;
  return {
    kind: 'session',
    session: created.session,
    absent: allPartNumbers(planOfSession(created.session)),
  };
}

async function create(run: Run): Promise<CreatedUpload> {
  for (let attempt = 1; ; attempt++) {
    run.memo.isAsked = true;
    try {
      return await call(run, (signal) =>
        run.env.client.uploads.create.mutate(createRequest(run.memo), { signal }),
      );
    } catch (error) {
      // The server gave this key up while the store did not answer: a new attempt takes a new key.
      if (attempt === MAX_KEYS || !isEnded(error)) throw error;
      startOver(run.memo);
    }
  }
}

/** Compares what the store holds with the file, part by part. Throws `file-changed` before anything is sent. */
async function resume(run: Run, session: UploadSession): Promise<Begun> {
  const found = await getUpload(run, session);
  // Completing or ended: there is nothing to send, and `complete` says what became of it.
  const isOpen = found.session.state === 'created' || found.session.state === 'uploading';
  if (!isOpen) return { kind: 'session', session, absent: [] };
  const plan = planOfSession(session);
  const held = new Set<number>();
  let heldBytes = 0;
  for (const { partNumber, checksum, sizeBytes } of found.parts) {
    if (checksum === null) continue; // nobody vouches for it: it is sent again
    await requireSame(run, plan, partNumber, checksum);
    held.add(partNumber);
    heldBytes += sizeBytes;
  }
  run.events.resumed(heldBytes);
  return {
    kind: 'session',
    session,
    absent: allPartNumbers(plan).filter((partNumber) => !held.has(partNumber)),
  };
}

async function requireSame(
  run: Run,
  plan: PartPlan,
  partNumber: number,
  storedChecksum: string,
): Promise<void> {
  const part = await readOnce(run, plan, partNumber);
  if (!isSamePart(part, storedChecksum)) throw new StorageError('file-changed');
}

function allPartNumbers(plan: PartPlan): number[] {
  return partRanges(plan).map((range) => range.partNumber);
}
