import { encodeCrc32 } from '@dawg/contract/crc32';
import type { PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import { crc32 } from 'node:zlib';
import type { Budget, Grant } from '../upload/budget.ts';
import { orAborted } from '../upload/retry.ts';

/** A part of a stream, with the memory that its bytes take until somebody releases it. */
export interface StreamPart {
  readonly partNumber: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  /** `crc` as it goes over the wire. */
  readonly checksum: string;
  readonly memory: Grant;
}

interface Filling {
  readonly partNumber: number;
  readonly buffer: Uint8Array<ArrayBuffer>;
  readonly memory: Grant;
  filledBytes: number;
  crc: number;
}

/**
 * Cuts a stream into parts of the ceiling's plan, all full but the last, and sums them as they fill. While there is no
 * memory for another part nothing is asked of the stream, which holds it back. Throws `file-too-large` at the first
 * byte above the ceiling, what the stream throws, and the signal's reason. A stream that was not read to its end is
 * told that nobody wants the rest.
 */
export async function* streamParts(
  stream: AsyncIterable<Uint8Array>,
  plan: PartPlan,
  memory: Budget,
  signal: AbortSignal,
): AsyncGenerator<StreamPart, void> {
  const chunks = stream[Symbol.asyncIterator]();
  let part: Filling | null = null;
  let partNumber = 0;
  let readBytes = 0;
  let isOver = false;
  try {
    for (;;) {
      const { done, value: chunk } = await orAborted(chunks.next(), signal);
      if (done) break;
      readBytes += chunk.length;
      if (readBytes > plan.sizeBytes)
        throw new StorageError('file-too-large', { sizeBytes: readBytes, maxBytes: plan.sizeBytes });
      for (let at = 0; at < chunk.length;) {
        part ??= await beginPart(++partNumber, plan, memory, signal);
        at += fill(part, chunk.subarray(at));
        if (part.filledBytes < part.buffer.length) continue;
        const full = finished(part);
        part = null; // its memory is whoever's who takes it
        yield full;
      }
    }
    isOver = true;
    if (!part) return;
    const last = finished(part);
    part = null;
    yield last;
  } finally {
    part?.memory.release();
    // Not awaited: a generator that waits for its next chunk ends only when that has come.
    if (!isOver) chunks.return?.().catch(() => {});
  }
}

async function beginPart(
  partNumber: number,
  { sizeBytes, partSizeBytes }: PartPlan,
  memory: Budget,
  signal: AbortSignal,
): Promise<Filling> {
  const size = Math.min(partSizeBytes, sizeBytes - (partNumber - 1) * partSizeBytes);
  const grant = await memory.take(size, signal);
  return { partNumber, buffer: new Uint8Array(size), memory: grant, filledBytes: 0, crc: 0 };
}

/** Takes as much of the chunk as the part has room for, and answers how much that was. */
function fill(part: Filling, chunk: Uint8Array): number {
  const taken = chunk.subarray(0, part.buffer.length - part.filledBytes);
  part.buffer.set(taken, part.filledBytes);
  part.filledBytes += taken.length;
  part.crc = crc32(taken, part.crc);
  return taken.length;
}

function finished({ partNumber, buffer, memory, filledBytes, crc }: Filling): StreamPart {
  return { partNumber, bytes: buffer.subarray(0, filledBytes), crc, checksum: encodeCrc32(crc), memory };
}
