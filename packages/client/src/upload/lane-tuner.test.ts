import { describe, expect, test } from 'vitest';
import { LaneTuner } from './lane-tuner.ts';

const PART = 8 * 2 ** 20;

/** Lets `tuner` send for so many seconds over a line whose speed with n lanes is `bytesPerSecond(n)`. */
function sendOver(tuner: LaneTuner, seconds: number, bytesPerSecond: (lanes: number) => number): number[] {
  const lanesSeen: number[] = [];
  for (let now = 0; now < seconds * 1000;) {
    const speed = bytesPerSecond(tuner.lanes);
    const tookMs = (PART / (speed / tuner.lanes)) * 1000;
    now += (PART / speed) * 1000; // parts end one after another, evenly
    tuner.arrived(PART, tookMs, now, true);
    lanesSeen.push(tuner.lanes);
  }
  return lanesSeen;
}

const MB = 1_000_000;

describe('the number of lanes', () => {
  test('rises while each connection has its own speed, up to the most', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 12 });
    sendOver(tuner, 120, (lanes) => lanes * 2 * MB);
    expect(tuner.lanes).toBe(12);
  });

  test('stays where it is on a line that is full', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 12 });
    const seen = sendOver(tuner, 300, () => 12 * MB);
    expect(tuner.lanes).toBeLessThanOrEqual(7);
    expect(Math.max(...seen)).toBe(7); // tried, and taken back
  });

  test('falls on a thin line, where parts take long and fewer lose nothing', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 6 });
    sendOver(tuner, 3600, () => 0.5 * MB);
    expect(tuner.lanes).toBe(2);
  });

  test('does not fall on a line where fewer lanes are slower', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 6 });
    const seen = sendOver(tuner, 3600, (lanes) => lanes * 0.1 * MB);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(5);
  });

  test('halves when the store asks to slow down, once for all parts that were told', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 6 });
    for (let part = 0; part < 6; part++) tuner.slowDown(1000 + part);
    expect(tuner.lanes).toBe(3);
    tuner.slowDown(10_000);
    tuner.slowDown(20_000);
    expect(tuner.lanes).toBe(2);
  });

  test('comes back after a slow-down when it helps', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 6 });
    tuner.slowDown(0);
    sendOver(tuner, 240, (lanes) => lanes * 2 * MB);
    expect(tuner.lanes).toBe(6);
  });

  test('is not judged while there is too little to send', () => {
    const tuner = new LaneTuner({ start: 6, least: 2, most: 12 });
    for (let now = 0; now < 60_000; now += 100) tuner.arrived(PART, 500, now, false);
    expect(tuner.lanes).toBe(6);
  });
});
