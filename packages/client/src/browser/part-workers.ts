import { StorageError } from '@dawg/contract/storage-error';
import type { SignedPart } from '@dawg/contract/wire';
import type { BytesElsewhere } from '../upload/file-source.ts';
import { PartNotStoredError, type PutOptions } from '../upload/put-part.ts';
import type { PartAnswer, PartRequest } from './part-worker-protocol.ts';

/** Bytes that a worker read, and their CRC-32. */
export interface SummedElsewhere {
  readonly bytes: BytesElsewhere;
  readonly crc: number;
}

/** While one sums or hands bytes to the network, another reads. */
const WORKERS = 3;

interface Reading {
  readonly resolve: (read: SummedElsewhere) => void;
  readonly reject: (error: unknown) => void;
}

interface Putting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: (sentBytes: number) => void;
}

/** Workers that read, sum and send parts. */
class PartWorkers {
  readonly #workers: Worker[];
  readonly #readings = new Map<number, Reading>();
  readonly #puttings = new Map<number, Putting>();
  #next = 0;
  /** A worker could not be started, or died. */
  isBroken = false;

  constructor() {
    this.#workers = Array.from({ length: WORKERS }, () => this.#start());
  }

  /** Rejects when the piece cannot be read. */
  read(piece: Blob): Promise<SummedElsewhere> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#readings.set(id, { resolve, reject });
      this.#ask({ kind: 'read', id, piece });
    });
  }

  #bytes(id: number, length: number): BytesElsewhere {
    return {
      length,
      put: (signed, options) => this.#put(id, signed, options),
      drop: () => this.#ask({ kind: 'drop', id }),
    };
  }

  async #put(id: number, signed: SignedPart, { signal, onProgress }: PutOptions): Promise<void> {
    signal.throwIfAborted();
    const stop = () => this.#ask({ kind: 'stop', id });
    signal.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        this.#puttings.set(id, { resolve, reject, onProgress });
        this.#ask({ kind: 'put', id, signed });
      });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      this.#puttings.delete(id);
      signal.removeEventListener('abort', stop);
    }
  }

  /** A part stays with the worker that read it. */
  #ask(request: PartRequest): void {
    if (this.isBroken) return this.#fail();
    this.#workers[request.id % WORKERS]?.postMessage(request);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./part-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<PartAnswer>) => this.#hear(data));
    worker.addEventListener('error', () => {
      this.isBroken = true;
      this.#fail();
    });
    return worker;
  }

  #hear(answer: PartAnswer): void {
    const { id } = answer;
    switch (answer.kind) {
      case 'read':
        this.#readings.get(id)?.resolve({ bytes: this.#bytes(id, answer.sizeBytes), crc: answer.crc });
        return void this.#readings.delete(id);
      case 'unreadable':
        this.#readings.get(id)?.reject(new Error(answer.reason));
        return void this.#readings.delete(id);
      case 'progress':
        return this.#puttings.get(id)?.onProgress(answer.sentBytes);
      case 'stored':
        return this.#puttings.get(id)?.resolve();
      case 'not-stored':
        return this.#puttings.get(id)?.reject(new PartNotStoredError(answer.status, answer.retryAfterMs));
    }
  }

  /** What the workers held is lost; a file tried again is read again, without them. */
  #fail(): void {
    const error = new StorageError('internal', {}, { cause: new Error('a part worker failed') });
    for (const { reject } of [...this.#readings.values(), ...this.#puttings.values()]) reject(error);
    this.#readings.clear();
    this.#puttings.clear();
  }
}

let workers: PartWorkers | null = null;

/** The page's part workers, started when first needed; null where there can be none. */
export function partWorkers(): PartWorkers | null {
  if (typeof Worker === 'undefined') return null;
  workers ??= new PartWorkers();
  return workers.isBroken ? null : workers;
}
