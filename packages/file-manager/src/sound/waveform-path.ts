import type { OverviewPeaks } from '@dawg/contract/wire-audio';

/** The height of a waveform's picture; its width is the number of its levels. */
export const WAVEFORM_HEIGHT = 100;
/** Silence is a line, not nothing. */
const LEAST = 2;

/** A mirrored outline as an SVG path. `levels` are from 0 to 255. */
export function waveformPath(levels: ArrayLike<number>): string {
  const half = WAVEFORM_HEIGHT / 2;
  const heights = Array.from(levels, (level) => Math.max(LEAST, (level / 255) * WAVEFORM_HEIGHT) / 2);
  const upper = heights.map((height, x) => `${x} ${tenths(half - height)}H${x + 1}`);
  const lower = heights.map((height, x) => `${x + 1} ${tenths(half + height)}H${x}`).toReversed();
  return heights.length === 0 ? '' : `M${upper.join('L')}L${lower.join('L')}Z`;
}

/** A list's waveform as it travels: base64 of a byte for each stretch. */
export function levelsOf(waveform: string): Uint8Array {
  return Uint8Array.from(atob(waveform), (character) => character.charCodeAt(0));
}

/** The loudest of each of `columns` stretches. */
export function overviewLevels({ length, data }: OverviewPeaks, columns: number): number[] {
  const points = Math.min(columns, length);
  return Array.from({ length: points }, (_, column) => {
    let loudest = 0;
    const end = Math.floor(((column + 1) * length) / points) * 2;
    for (let at = Math.floor((column * length) / points) * 2; at < end; at += 1)
      loudest = Math.max(loudest, Math.abs(data[at] ?? 0));
    return Math.min(255, loudest * 2);
  });
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
