import { crc32 } from '@dawg/contract/crc32';

/** Runs in a Web Worker: reads a piece of a file and sums it, so that the page does neither. */

export interface ReadRequest {
  readonly id: number;
  readonly piece: Blob;
}

export type ReadAnswer =
  | { readonly id: number; readonly bytes: ArrayBuffer; readonly crc: number }
  /** Browsers refuse to read a file that was changed, moved or deleted after it was chosen. */
  | { readonly id: number; readonly refused: string };

/** The worker's own side of its channel; TypeScript's DOM library knows only the page's. */
const page = globalThis as unknown as {
  onmessage: (event: MessageEvent<ReadRequest>) => void;
  postMessage: (answer: ReadAnswer, transfer?: ArrayBuffer[]) => void;
};

page.onmessage = ({ data: { id, piece } }) => {
  piece.arrayBuffer().then(
    (bytes) => page.postMessage({ id, bytes, crc: crc32(new Uint8Array(bytes)) }, [bytes]),
    (error: unknown) => page.postMessage({ id, refused: String(error) }, []),
  );
};
