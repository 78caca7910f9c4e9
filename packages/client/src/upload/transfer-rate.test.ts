import { expect, test } from 'vitest';
import { TransferRate } from './transfer-rate.ts';

test('a steady line shows its speed from the first samples on', () => {
  const rate = new TransferRate();
  for (let now = 0; now <= 1000; now += 100) rate.add(100_000, now);
  expect(rate.bytesPerSecond).toBeGreaterThan(900_000);
  expect(rate.bytesPerSecond).toBeLessThan(1_500_000);
});

test('a change of speed shows within seconds, a single burst hardly', () => {
  const rate = new TransferRate();
  let now = 0;
  for (; now < 20_000; now += 250) rate.add(250_000, now);
  const steady = rate.bytesPerSecond;
  rate.add(2_500_000, (now += 250));
  expect(rate.bytesPerSecond).toBeLessThan(steady * 2);
  for (const end = now + 12_000; now < end; now += 250) rate.add(25_000, now);
  expect(rate.bytesPerSecond).toBeLessThan(steady * 0.3);
});

test('a rest is forgotten, not counted as slow', () => {
  const rate = new TransferRate();
  for (let now = 0; now <= 1000; now += 250) rate.add(250_000, now);
  rate.reset();
  expect(rate.bytesPerSecond).toBe(0);
});
