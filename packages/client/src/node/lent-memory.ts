/** Buffers kept for the next part of the same size: as many as two batches and what is being read have. */
const MOST_KEPT = 16;

const kept: Uint8Array<ArrayBuffer>[] = [];

/** Memory for one part. It may hold bytes of an earlier one. */
export interface LentMemory {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The second time it does nothing. */
  readonly free: () => void;
}

/**
 * Lends memory that was used before, where there is some: fresh memory for every part of a gigabyte costs the kernel
 * more than reading the parts, and stays until the garbage collector finds time.
 */
export function lendMemory(sizeBytes: number): LentMemory {
  const at = kept.findIndex((bytes) => bytes.length === sizeBytes);
  const [used] = at < 0 ? [] : kept.splice(at, 1);
  const bytes = used ?? new Uint8Array(sizeBytes);
  let isLent = true;
  return {
    bytes,
    free: () => {
      if (!isLent) return;
      isLent = false;
      kept.push(bytes);
      if (kept.length > MOST_KEPT) kept.shift();
    },
  };
}
