import { describe, expect, test } from 'vitest';
import type { Sample } from './contestant.ts';
import { markdownTable, resultTable, textTable } from './result-table.ts';
import { aimOutcomes, fastest, type ContestantResult, type ScenarioResult } from './results.ts';

const sample = (seconds: number, figures: Partial<Sample> = {}): Sample => ({
  seconds,
  cpuSeconds: 1,
  peakMemoryBytes: 50e6,
  jsHeapBytes: null,
  longestTaskMs: null,
  readBytes: null,
  idleLanes: null,
  puts: 1,
  posts: 0,
  preflights: 0,
  bodyBytes: 100e6,
  controlRequests: 2,
  controlCalls: 2,
  ...figures,
});

const contestant = (
  id: string,
  role: ContestantResult['role'],
  samples: readonly Sample[],
): ContestantResult => ({ id, name: id, role, settings: '', samples, problems: [] });

const result = (contestants: readonly ContestantResult[]): ScenarioResult => ({
  id: 'x',
  title: 'X',
  files: { count: 1, sizeBytes: 100e6 },
  speedAims: [{ than: 'peer', factor: 2 }],
  costAims: [{ text: 'bytes read', of: 'readShare', most: 1.01 }],
  network: 'loopback',
  rounds: 3,
  otherWork: [0.02],
  contestants,
});

describe('the table of a scenario', () => {
  const slowPeer = contestant('peer', 'peer', [sample(4), sample(5), sample(6)]);
  const fastPeer = contestant('fast peer', 'peer', [sample(1)]);
  const ours = contestant('ours', 'ours', [sample(2), sample(2), sample(3)]);
  const limit = contestant('limit', 'limit', [sample(1), sample(1), sample(1)]);

  test('shows a peer that wins above us', () => {
    const [, first, second] = resultTable(result([ours, fastPeer, slowPeer]));
    expect([first?.[0], second?.[0]]).toEqual(['fast peer', 'ours']);
  });

  test('gives the median time with its range, and ratios to the limit and to the best peer', () => {
    const [head = [], ...rows] = resultTable(result([limit, ours, slowPeer]));
    const row = rows.find(([name]) => name === 'ours') ?? [];
    const cell = (column: string) => row[head.indexOf(column)];
    expect(cell('s (min–max)')).toBe('2.00 (2.00–3.00)');
    expect(cell('MB/s')).toBe('50.0');
    expect(cell('× limit')).toBe('0.50');
    expect(cell('× best peer')).toBe('2.50');
  });

  test('leaves out who was not measured, and columns that nobody has a figure for', () => {
    const table = resultTable(result([ours, contestant('absent', 'peer', [])]));
    expect(table).toHaveLength(2);
    expect(table[0]).not.toContain('JS heap MB');
  });

  test('tells procedures apart from the requests that they share', () => {
    const batched = contestant('ours', 'ours', [sample(1, { controlRequests: 4, controlCalls: 100 })]);
    expect(resultTable(result([batched]))[1]).toContain('4 (100)');
  });

  test('is Markdown with figures to the right, or columns of equal width', () => {
    const table = [
      ['', 's'],
      ['ours', '12'],
    ];
    expect(markdownTable(table)).toBe('|      |   s |\n| ---- | --: |\n| ours |  12 |');
    expect(textTable(table)).toBe('        s\nours   12');
  });
});

describe('an aim', () => {
  const peer = contestant('peer', 'peer', [sample(4)]);

  test('is met or missed by the medians', () => {
    const at = (seconds: number) =>
      aimOutcomes(result([contestant('ours', 'ours', [sample(seconds)]), peer]))[0];
    expect(at(2)).toEqual({ text: '2.00 × peer (aim: ≥ 2.00)', isMet: true });
    expect(at(4)?.isMet).toBe(false);
  });

  test('is not spoken of when the other was not measured or the figure is unknown', () => {
    const ours = contestant('ours', 'ours', [sample(2)]);
    expect(aimOutcomes(result([ours]))).toEqual([]);
  });

  test('of bytes read is about the size of the files', () => {
    const ours = contestant('ours', 'ours', [sample(2, { readBytes: 200e6 })]);
    expect(aimOutcomes(result([ours]))).toEqual([{ text: 'bytes read: 2 (aim: ≤ 1.010)', isMet: false }]);
  });
});

test('the fastest of a role goes by its median, not by its best round', () => {
  const lucky = contestant('lucky', 'peer', [sample(1), sample(9), sample(9)]);
  const steady = contestant('steady', 'peer', [sample(5), sample(5), sample(5)]);
  expect(fastest(result([lucky, steady]), 'peer')?.id).toBe('steady');
});
