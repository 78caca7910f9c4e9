import type { OverviewPeaks } from '@dawg/audio/peaks/overview';
import { WAVEFORM_POINTS } from '@dawg/contract/wire-audio';

/** The loudest sample of each stretch of the whole, a byte each: what a row of a list has room for. */
export function listWaveform({ length, data }: OverviewPeaks): Uint8Array {
  const points = Math.min(WAVEFORM_POINTS, length);
  return Uint8Array.from({ length: points }, (_, point) => {
    const from = Math.floor((point * length) / points);
    const end = Math.floor(((point + 1) * length) / points);
    const stretch = data.slice(from * 2, end * 2).map((value) => Math.abs(value));
    return Math.min(255, Math.max(0, ...stretch) * 2);
  });
}
