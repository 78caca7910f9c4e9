import type { Sample } from './contestant.ts';
import { fastest, secondsOf, totalBytes, type ContestantResult, type ScenarioResult } from './results.ts';
import { median, medianKnown, speedRatio } from './statistics.ts';

/** Lines of equal length, the first of them the head. */
export type Table = readonly (readonly string[])[];

const NONE = '–';

/** One scenario as a table, the fastest first: medians, and the range of the time. */
export function resultTable(result: ScenarioResult): Table {
  const limit = fastest(result, 'limit');
  const bestPeer = fastest(result, 'peer');
  const columns: readonly (readonly [string, (contestant: ContestantResult) => string])[] = [
    ['', ({ name }) => name],
    ['s (min–max)', ({ samples }) => timeRange(samples)],
    ['MB/s', (each) => (totalBytes(result) / secondsOf(each) / 1e6).toFixed(1)],
    ['× limit', (each) => ratio(each, limit)],
    ['× best peer', (each) => ratio(each, bestPeer)],
    ['CPU s', ({ samples }) => number(samples, 'cpuSeconds', 1, 1)],
    ['peak MB', ({ samples }) => number(samples, 'peakMemoryBytes', 1e6, 0)],
    ['JS heap MB', ({ samples }) => number(samples, 'jsHeapBytes', 1e6, 1)],
    ['longest task ms', ({ samples }) => longestTask(samples)],
    ['PUT', ({ samples }) => number(samples, 'puts', 1, 0)],
    ['POST', ({ samples }) => number(samples, 'posts', 1, 0)],
    ['preflights', ({ samples }) => number(samples, 'preflights', 1, 0)],
    ['control requests (calls)', ({ samples }) => control(samples)],
    ['read × size', ({ samples }) => number(samples, 'readBytes', totalBytes(result), 3)],
    ['lanes idle', ({ samples }) => percent(samples)],
  ];
  const measured = result.contestants
    .filter(({ samples }) => samples.length > 0)
    .toSorted((a, b) => secondsOf(a) - secondsOf(b));
  const used = columns.filter(([, cell]) => measured.some((each) => cell(each) !== NONE));
  return [used.map(([head]) => head), ...measured.map((each) => used.map(([, cell]) => cell(each)))];
}

/** Columns of equal width, for a terminal. */
export function textTable(table: Table): string {
  return padded(table)
    .map((row) => row.join('  '))
    .join('\n');
}

/** GitHub's Markdown, figures to the right, laid out as prettier does. */
export function markdownTable(table: Table): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const [head = [], ...rows] = padded(table);
  const rule = head.map(({ length }, at) => (at === 0 ? '-'.repeat(length) : `${'-'.repeat(length - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function padded(table: Table): Table {
  const widths = (table[0] ?? []).map((_, at) => Math.max(3, ...table.map((row) => (row[at] ?? '').length)));
  return table.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
  );
}

function timeRange(samples: readonly Sample[]): string {
  const seconds = samples.map((sample) => sample.seconds);
  const text = (value: number) => value.toFixed(value < 100 ? 2 : 0);
  return `${text(median(seconds))} (${text(Math.min(...seconds))}–${text(Math.max(...seconds))})`;
}

function ratio(each: ContestantResult, other: ContestantResult | null): string {
  return other ? speedRatio(secondsOf(each), secondsOf(other)).toFixed(2) : NONE;
}

type Figure = Exclude<keyof Sample, 'seconds'>;

function number(samples: readonly Sample[], of: Figure, unit: number, digits: number): string {
  const value = medianKnown(samples.map((sample) => sample[of]));
  return value === null ? NONE : (value / unit).toFixed(digits);
}

/** Browsers tell of tasks from 50 ms on. */
function longestTask(samples: readonly Sample[]): string {
  const value = medianKnown(samples.map(({ longestTaskMs }) => longestTaskMs));
  if (value === null) return NONE;
  return value === 0 ? '< 50' : value.toFixed(0);
}

function control(samples: readonly Sample[]): string {
  const requests = median(samples.map(({ controlRequests }) => controlRequests));
  const calls = median(samples.map(({ controlCalls }) => controlCalls));
  return requests === calls ? String(requests) : `${requests} (${calls})`;
}

function percent(samples: readonly Sample[]): string {
  const value = medianKnown(samples.map(({ idleLanes }) => idleLanes));
  return value === null ? NONE : `${(value * 100).toFixed(1)} %`;
}
