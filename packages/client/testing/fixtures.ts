import { fileSource } from '../src/browser/file-source.ts';
import type { FileSource } from '../src/upload/file-source.ts';

/** Bytes that look random and are the same every time. */
export function noise(sizeBytes: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let state = (seed * 2654435761) >>> 0;
  for (let at = 0; at < sizeBytes; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A WAV of these bytes, as chosen in a browser. */
export function wavFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  lastModified = 1_770_000_000_000,
): FileSource {
  return fileSource(new File([bytes], name, { type: 'audio/wav', lastModified }));
}
