import type { RangeSource } from '@dawg/audio/ports/header-reader';

/** A chunk of a RIFF file, its content from `offsetBytes` on. */
export interface RiffChunk {
  /** Four characters: `fmt `, `data`, `bext` … */
  readonly id: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** A WAV has ten or so; a file with more than this is made to cost. */
const MAX_CHUNKS = 256;
/** A size that says: look it up in `ds64`. EBU Tech 3306, ITU-R BS.2088. */
const IN_DS64 = 0xffff_ffff;

/** The chunks of a WAV, RF64 or BW64, in their order; the reads hop over what is in them. */
export async function riffChunks(source: RangeSource): Promise<readonly RiffChunk[]> {
  const chunks: RiffChunk[] = [];
  let dataBytes = 0;
  let at = 12;
  while (at + 8 <= source.sizeBytes && chunks.length < MAX_CHUNKS) {
    const head = await source.read(at, 8 + 16);
    if (head.length < 8) break;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const id = String.fromCharCode(...head.subarray(0, 4));
    let size = view.getUint32(4, true);
    if (id === 'ds64' && head.length >= 24) dataBytes = Number(view.getBigUint64(16, true));
    if (id === 'data' && size === IN_DS64) size = dataBytes;
    chunks.push({ id, offsetBytes: at + 8, sizeBytes: Math.min(size, source.sizeBytes - at - 8) });
    at += 8 + size + (size % 2); // chunks begin at even bytes
  }
  return chunks;
}
