import { decodeCrc32 } from '@dawg/contract/crc32';
import { partRange, partRanges, planParts, type PartRange } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CreatedUpload, FileThere, SignedPart, UploadSession } from '@dawg/contract/wire';
import type { Grant } from './budget.ts';
import { dropBytes, type ReadPart } from './file-source.ts';
import { firstBatch } from './part-batches.ts';
import { orAborted } from './retry.ts';
import { createRequest, takeNewKey } from './upload-memo.ts';
import {
  callThrough,
  getUpload,
  isEnded,
  memoryOf,
  planOfSession,
  readBatch,
  readCrc,
  type Run,
} from './upload-run.ts';

/** Keys tried before we believe that something is wrong. */
const MAX_KEYS = 5;

/** Parts at hand: read, summed, signed, their memory held. */
export interface ReadyBatch {
  readonly parts: readonly ReadPart[];
  readonly signed: readonly SignedPart[];
  readonly memory: Grant;
}

export type Begun =
  | FileThere
  | {
      readonly kind: 'session';
      readonly session: UploadSession;
      /** The first parts, where create has signed them already; to be sent or released by whoever takes this. */
      readonly ready: ReadyBatch | null;
      /** The other parts that are still to be sent. */
      readonly absent: readonly number[];
    };

/** A session for the file, new or of an earlier run, with the parts that are still to be sent. */
export function beginOrResume(run: Run): Promise<Begun> {
  return run.memo.session ? resume(run, run.memo.session) : begin(run);
}

/** Reads the first parts before it asks: their URLs come back with the session. */
async function begin(run: Run): Promise<Begun> {
  const { sizeBytes } = run.memo.source;
  const ranges = firstBatch(
    planParts(sizeBytes, (await orAborted(run.env.rules(), run.signal)).smallestPartBytes),
  );
  const memory = await memoryOf(run).take(sizeOf(ranges), run.signal);
  let ready: ReadyBatch | null = null;
  let parts: readonly ReadPart[] = [];
  try {
    parts = await readBatch(run, ranges);
    const created = await create(run, parts);
    if (created.kind === 'stored') return created;
    const { session, signed } = created;
    run.memo.session = session;
    run.onSession(session.id);
    // Otherwise the server cuts the file in another way: it was set up anew since its rules were asked for.
    const isAsPlanned = signed.every(({ sizeBytes: size }, index) => size === parts[index]?.bytes.length);
    if (signed.length > 0 && isAsPlanned) ready = { parts, signed, memory };
    else run.memo.checksums.clear();
    const sent = new Set(ready?.parts.map(({ partNumber }) => partNumber));
    const absent = allPartNumbers(session).filter((partNumber) => !sent.has(partNumber));
    return { kind: 'session', session, ready, absent };
  } finally {
    if (!ready) {
      parts.forEach(dropBytes);
      memory.release();
    }
  }
}

async function create(run: Run, parts: readonly ReadPart[]): Promise<CreatedUpload> {
  const { env, memo } = run;
  let wanted = parts.map(({ partNumber, checksum }) => ({ partNumber, checksum }));
  for (let attempt = 1; ; attempt++) {
    memo.isAsked = true;
    try {
      return await callThrough(run, env.creates, (options) =>
        env.client.uploads.create.mutate(createRequest(memo, wanted), options),
      );
    } catch (error) {
      if (attempt === MAX_KEYS) throw error;
      // The server gave this key up while the store did not answer: a new attempt takes a new key.
      if (isEnded(error)) takeNewKey(memo);
      else if (isOtherPlan(error)) wanted = [];
      else throw error;
    }
  }
}

/** Compares what the store holds with the file, part by part. Throws `file-changed` before anything is sent. */
async function resume(run: Run, session: UploadSession): Promise<Begun> {
  run.onSession(session.id);
  const found = await getUpload(run, session);
  // Completing or ended: there is nothing to send, and `complete` says what became of it.
  const isOpen = found.session.state === 'created' || found.session.state === 'uploading';
  if (!isOpen) return { kind: 'session', session, ready: null, absent: [] };
  const plan = planOfSession(session);
  const held = new Set<number>();
  let heldBytes = 0;
  for (const { partNumber, checksum, sizeBytes } of found.parts) {
    if (checksum === null) continue; // nobody vouches for it: it is sent again
    const range = partRange(plan, partNumber);
    if (!range) throw new StorageError('part-outside-plan', { partNumber });
    if ((await readCrc(run, range)) !== decodeCrc32(checksum)) throw new StorageError('file-changed');
    held.add(partNumber);
    heldBytes += sizeBytes;
  }
  run.events.resumed(heldBytes);
  const absent = allPartNumbers(session).filter((partNumber) => !held.has(partNumber));
  return { kind: 'session', session, ready: null, absent };
}

/** As above: the parts asked for are not those of the server's plan. */
function isOtherPlan(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'part-outside-plan';
}

function allPartNumbers(session: UploadSession): number[] {
  return partRanges(planOfSession(session)).map((range) => range.partNumber);
}

function sizeOf(ranges: readonly PartRange[]): number {
  return ranges.reduce((sum, range) => sum + range.sizeBytes, 0);
}
