import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NoLineError, openLine } from './open-line.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dawg-line-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test('a line takes its time and lets no more through than it was told', async ({ skip }) => {
  try {
    const line = await openLine({ megabitsPerSecond: 20, roundTripMs: 60, loss: 0 }, scratch);
    await line.close();
    const [, roundTripMs, megabits] = /measured ([\d.]+) ms, (\d+) Mbit/.exec(line.description) ?? [];
    expect(Number(roundTripMs)).toBeGreaterThanOrEqual(60);
    expect(Number(roundTripMs)).toBeLessThan(90);
    expect(Number(megabits)).toBeGreaterThan(5);
    expect(Number(megabits)).toBeLessThanOrEqual(20);
  } catch (error) {
    if (!(error instanceof NoLineError)) throw error;
    console.warn(`No line here: ${error.message}.`);
    skip(error.message);
  }
});
