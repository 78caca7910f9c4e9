import { open } from 'node:fs/promises';

/** A stretch of a file: `sizeBytes` bytes from `startByte` on. */
export interface Segment {
  readonly path: string;
  readonly startByte: number;
  readonly sizeBytes: number;
}

const READ_BYTES = 256 * 1024;

/**
 * The bytes of the segments, one after the other, one file open at a time. All chunks are views of one buffer: each is valid
 * until the next is asked for. (With a new buffer each, a long download fills the heap with garbage faster than it is collected.)
 */
export async function* readSegments(segments: readonly Segment[]): AsyncGenerator<Buffer> {
  const longest = segments.reduce((most, { sizeBytes }) => Math.max(most, sizeBytes), 0);
  const buffer = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, longest));
  for (const segment of segments) yield* readSegment(segment, buffer);
}

/** The stretch of `segments`, seen as one file, that begins at `startByte` and is `sizeBytes` long. */
export function cutSegments(segments: readonly Segment[], startByte: number, sizeBytes: number): Segment[] {
  const endByte = startByte + sizeBytes;
  let offset = 0;
  return segments.flatMap((segment) => {
    const from = Math.max(startByte - offset, 0);
    const to = Math.min(endByte - offset, segment.sizeBytes);
    offset += segment.sizeBytes;
    return to > from
      ? [{ path: segment.path, startByte: segment.startByte + from, sizeBytes: to - from }]
      : [];
  });
}

async function* readSegment({ path, startByte, sizeBytes }: Segment, buffer: Buffer): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    for (let done = 0; done < sizeBytes;) {
      const wanted = Math.min(buffer.length, sizeBytes - done);
      const { bytesRead } = await file.read(buffer, 0, wanted, startByte + done);
      if (bytesRead === 0) throw new Error(`${path} is shorter than its record says`);
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
