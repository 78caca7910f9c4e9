import { crc32 } from '@dawg/contract/crc32';
import type { SignedPart } from '@dawg/contract/wire';
import { PartNotStoredError } from '../upload/put-part.ts';
import type { PartAnswer, PartRequest } from './part-worker-protocol.ts';
import { putPartByXhr } from './put-part-by-xhr.ts';

/**
 * Runs in a Web Worker: reads a part, sums it and sends it. The page sees none of the bytes, so a gigabyte on its way
 * never makes a press wait: handing eight megabytes to the network blocks the thread that does it.
 */

/** The worker's own side of its channel; TypeScript's DOM library knows only the page's. */
const page = globalThis as unknown as {
  onmessage: (event: MessageEvent<PartRequest>) => void;
  postMessage: (answer: PartAnswer, transfer: Transferable[]) => void;
};

const held = new Map<number, Uint8Array<ArrayBuffer>>();
const sending = new Map<number, AbortController>();

page.onmessage = ({ data: request }) => {
  switch (request.kind) {
    case 'read':
      return void read(request.id, request.piece);
    case 'put':
      return void put(request.id, request.signed);
    case 'stop':
      return sending.get(request.id)?.abort();
    case 'drop':
      held.delete(request.id);
  }
};

async function read(id: number, piece: Blob): Promise<void> {
  try {
    const bytes = new Uint8Array(await piece.arrayBuffer());
    held.set(id, bytes);
    tell({ kind: 'read', id, sizeBytes: bytes.length, crc: crc32(bytes) });
  } catch (error) {
    tell({ kind: 'unreadable', id, reason: String(error) });
  }
}

async function put(id: number, signed: SignedPart): Promise<void> {
  const controller = new AbortController();
  sending.set(id, controller);
  try {
    const bytes = held.get(id);
    if (!bytes) throw new Error('the bytes are not here any more');
    const onProgress = (sentBytes: number) => tell({ kind: 'progress', id, sentBytes });
    await putPartByXhr(signed, bytes, { signal: controller.signal, onProgress });
    tell({ kind: 'stored', id });
  } catch (error) {
    const { status, retryAfterMs } =
      error instanceof PartNotStoredError ? error : new PartNotStoredError(null);
    tell({ kind: 'not-stored', id, status, retryAfterMs });
  } finally {
    sending.delete(id);
  }
}

function tell(answer: PartAnswer): void {
  page.postMessage(answer, []);
}
