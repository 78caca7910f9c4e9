import { describe, expect, test, vi } from 'vitest';
import { CallGate } from './call-gate.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the gate of the control calls', () => {
  /** Calls that note in which turn they begin and end when told. */
  const recorder = () => {
    const groups: number[] = [];
    const ends: (() => void)[] = [];
    let isSameTurn = false;
    const call = () => {
      if (!isSameTurn) {
        groups.push(0);
        isSameTurn = true;
        setTimeout(() => (isSameTurn = false));
      }
      groups[groups.length - 1] = (groups.at(-1) ?? 0) + 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    };
    /** So many groups have begun, and the turn of the last one is over. */
    const begun = async (count: number) => {
      await vi.waitFor(() => expect(groups).toHaveLength(count), 5000);
      await wait(5);
    };
    return { groups, call, begun, endAll: () => ends.splice(0).forEach((end) => end()) };
  };

  test('lets calls of the same moment through together', async () => {
    const { groups, call, begun } = recorder();
    const gate = new CallGate(2);
    for (let index = 0; index < 10; index++) void gate.run(call);
    await begun(1);
    expect(groups).toEqual([10]);
  });

  test('gathers what comes while as many groups as allowed are under way', async () => {
    const { groups, call, begun, endAll } = recorder();
    const gate = new CallGate(1);
    void gate.run(call);
    await begun(1);
    for (let index = 0; index < 7; index++) {
      void gate.run(call);
      await wait(8);
    }
    expect(groups).toEqual([1]);
    endAll();
    await begun(2);
    expect(groups).toEqual([1, 7]);
  });

  test('makes no group larger than the server takes', async () => {
    const { groups, call, begun, endAll } = recorder();
    const gate = new CallGate(1);
    for (let index = 0; index < 120; index++) void gate.run(call);
    for (let round = 1; round <= 3; round++) {
      await begun(round);
      endAll();
    }
    expect(groups).toEqual([50, 50, 20]);
  });

  test('hands answers and failures to whoever asked, and goes on after a failure', async () => {
    const gate = new CallGate(1);
    const answers = [
      gate.run(async () => 1),
      gate.run(() => Promise.reject(new Error('no'))),
      gate.run(async () => 3),
    ];
    expect(await Promise.allSettled(answers)).toMatchObject([
      { value: 1 },
      { reason: new Error('no') },
      { value: 3 },
    ]);
    expect(await gate.run(async () => 4)).toBe(4);
  });
});
