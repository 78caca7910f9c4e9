import type { OverviewPeaks } from './overview.ts';

export interface WaveformSvgOptions {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/**
 * An overview as a picture for lists: one path in the colour of the text around it (`currentColor`), nothing in it but
 * numbers of ours. About 14 KB at full width.
 */
export function waveformSvg(
  overview: OverviewPeaks,
  { widthPixels, heightPixels }: WaveformSvgOptions,
): string {
  const columns = Math.min(widthPixels, overview.length);
  const half = heightPixels / 2;
  const y = (value: number) => tenths(half - (value / 128) * half);
  const upper: string[] = [];
  const lower: string[] = [];
  for (let column = 0; column < columns; column += 1) {
    const [low, high] = extremesOf(overview, column, columns);
    const x = tenths((column * widthPixels) / columns);
    upper.push(`${x} ${y(high)}`);
    // Silence is a line, not nothing.
    lower.push(`${x} ${Math.max(y(low), y(high) + 0.5)}`);
  }
  const path = columns === 0 ? '' : `M${upper.join('L')}L${lower.toReversed().join('L')}Z`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPixels} ${heightPixels}" ` +
    `preserveAspectRatio="none"><path fill="currentColor" d="${path}"/></svg>`
  );
}

function extremesOf({ data, length }: OverviewPeaks, column: number, columns: number): [number, number] {
  const from = Math.floor((column * length) / columns);
  const end = Math.max(from + 1, Math.floor(((column + 1) * length) / columns));
  let [low, high] = [127, -128];
  for (let point = from; point < end; point += 1) {
    low = Math.min(low, data[point * 2] ?? low);
    high = Math.max(high, data[point * 2 + 1] ?? high);
  }
  return [low, high];
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
