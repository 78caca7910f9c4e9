import type { Peaks } from './peaks.ts';

const HEADER_BYTES = 24;
const VERSION = 2;
const FLAG_8_BITS = 1;

/**
 * The `.dat` file of BBC's audiowaveform, version 2, 8 bits: 24 bytes of header, then lowest and highest of each point
 * and channel. https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md
 */
export function encodePeaks(peaks: Peaks): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + peaks.values.length);
  const header = new DataView(bytes.buffer);
  header.setInt32(0, VERSION, true);
  header.setUint32(4, FLAG_8_BITS, true);
  header.setInt32(8, peaks.sampleRateHz, true);
  header.setInt32(12, peaks.samplesPerPoint, true);
  header.setUint32(16, peaks.length, true);
  header.setInt32(20, peaks.channels, true);
  new Int8Array(bytes.buffer, HEADER_BYTES).set(peaks.values.map(to8Bits));
  return bytes;
}

/** As audiowaveform does it: towards zero, so that silence with a little noise is drawn as silence. */
export function to8Bits(value: number): number {
  return (value / 256) | 0; // truncates, and knows no −0
}
