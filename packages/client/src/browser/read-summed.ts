import { crc32 } from '@dawg/contract/crc32';
import type { ReadAnswer, ReadRequest } from './checksum-worker.ts';

/** Bytes and their CRC-32, from one read. */
export interface SummedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly crc: number;
}

/** One reads while the other sums. */
const WORKERS = 2;

interface Asked {
  readonly resolve: (bytes: SummedBytes) => void;
  readonly reject: (error: Error) => void;
}

/** Reads and sums in workers; begun when first needed, kept for the page's life, as idle ones cost nothing. */
class WorkerPool {
  readonly #asked = new Map<number, Asked>();
  readonly #workers: Worker[];
  #next = 0;

  constructor() {
    this.#workers = Array.from({ length: WORKERS }, () => this.#start());
  }

  read(piece: Blob): Promise<SummedBytes> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#workers[id % WORKERS]?.postMessage({ id, piece } satisfies ReadRequest);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checksum-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => {
      const asked = this.#asked.get(data.id);
      this.#asked.delete(data.id);
      if ('refused' in data) asked?.reject(new Error(data.refused));
      else asked?.resolve({ bytes: new Uint8Array(data.bytes), crc: data.crc });
    });
    return worker;
  }
}

let pool: WorkerPool | null = null;

/** Reads a piece of a file and sums it, in a worker where there are workers. Rejects when it cannot be read. */
export async function readSummed(piece: Blob): Promise<SummedBytes> {
  if (typeof Worker === 'undefined') return readHere(piece);
  pool ??= new WorkerPool();
  return pool.read(piece);
}

async function readHere(piece: Blob): Promise<SummedBytes> {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  return { bytes, crc: crc32(bytes) };
}
