import type { Machine } from './machine.ts';
import { markdownTable, resultTable, textTable } from './result-table.ts';
import { aimOutcomes, type ScenarioResult } from './results.ts';
import { median } from './statistics.ts';
import type { ServerRate } from '../server-rate/rate-server.ts';
import { ratesTable, SERVER_RATES_TITLE } from '../server-rate/server-rates.ts';

/** One scenario for a terminal. */
export function textReport(result: ScenarioResult): string {
  return [
    '',
    result.title,
    `${result.network} · ${result.rounds} rounds · ${conditions(result)}`,
    textTable(resultTable(result)),
    ...aimOutcomes(result).map(({ text, isMet }) => `${isMet ? '✓' : '✗'} ${text}`),
    ...problems(result),
  ].join('\n');
}

/** `docs/benchmarks.md`. */
export function markdownReport(
  machine: Machine,
  results: readonly ScenarioResult[],
  rates: readonly ServerRate[],
): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`; how it measures is in [`bench/README.md`](../bench/README.md).',
    'Figures are medians; all contestants of a table sent the same bytes to the same sink in one run, in turns.',
    'Ratios say how many times as fast: more is better.',
    '',
    `${machine.date} · ${machine.hardware} · ${machine.system}`,
    '',
    `Versions: ${versions.join(', ')}.`,
    ...results.flatMap(markdownSection),
    ...(rates.length > 0 ? ['', `## ${SERVER_RATES_TITLE}`, '', markdownTable(ratesTable(rates))] : []),
    '',
  ].join('\n');
}

function markdownSection(result: ScenarioResult): string[] {
  const outcomes = aimOutcomes(result).map(({ text, isMet }) => `- ${isMet ? 'met' : '**missed**'}: ${text}`);
  return [
    '',
    `## ${result.title}`,
    '',
    `${result.network}. ${result.rounds} rounds after a warm-up; ${conditions(result)}.`,
    '',
    markdownTable(resultTable(result)),
    '',
    ...result.contestants.map(({ name, settings }) => `- ${name}: ${settings}`),
    ...problems(result).map((problem) => `- ${problem}`),
    ...(outcomes.length > 0 ? ['', 'Aims:', '', ...outcomes] : []),
  ];
}

function conditions({ otherWork }: ScenarioResult): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  return `other work took ${percent(median(otherWork))} of the machine, at most ${percent(Math.max(...otherWork))}`;
}

function problems({ contestants }: ScenarioResult): string[] {
  return contestants.flatMap(({ name, problems }) => problems.map((problem) => `! ${name}: ${problem}`));
}
