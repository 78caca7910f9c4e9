import { describe, expect, test } from 'vitest';
import { Lanes } from './lanes.ts';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the lanes', () => {
  /** Asks for a lane and notes when it is granted. */
  const asking = (lanes: Lanes, granted: string[]) => {
    const releases: (() => void)[] = [];
    const ask = (file: string, priority = 0) => {
      const note = async () => {
        const release = await lanes.take({ file, priority }, never);
        granted.push(file);
        releases.push(release);
      };
      void note();
    };
    return { ask, releaseFirst: () => releases.shift()?.() };
  };

  test('are all used by the only file there is', async () => {
    const granted: string[] = [];
    const { ask } = asking(new Lanes(3), granted);
    for (let part = 0; part < 5; part++) ask('large');
    await settle();
    expect(granted).toEqual(['large', 'large', 'large']);
  });

  test('go to the file that has fewest when one comes free', async () => {
    const granted: string[] = [];
    const { ask, releaseFirst } = asking(new Lanes(2), granted);
    for (let part = 0; part < 4; part++) ask('large');
    await settle();
    ask('small');
    releaseFirst();
    await settle();
    expect(granted).toEqual(['large', 'large', 'small']);
  });

  test('go to the highest priority first', async () => {
    const granted: string[] = [];
    const { ask, releaseFirst } = asking(new Lanes(1), granted);
    ask('first');
    ask('ordinary');
    ask('urgent', 5);
    await settle();
    releaseFirst();
    await settle();
    expect(granted).toEqual(['first', 'urgent']);
  });

  test('may become more, at once, or fewer, as they come free', async () => {
    const granted: string[] = [];
    const lanes = new Lanes(1);
    const { ask, releaseFirst } = asking(lanes, granted);
    for (let part = 0; part < 6; part++) ask(`file ${part}`);
    lanes.resize(3);
    await settle();
    expect(granted).toHaveLength(3);
    lanes.resize(1);
    releaseFirst();
    releaseFirst();
    await settle();
    expect(granted).toHaveLength(3);
    releaseFirst();
    await settle();
    expect(granted).toHaveLength(4);
  });

  test('forget who gave up waiting', async () => {
    const lanes = new Lanes(1);
    const release = await lanes.take({ file: 'a', priority: 0 }, never);
    const controller = new AbortController();
    const waiting = lanes.take({ file: 'b', priority: 0 }, controller.signal);
    controller.abort(new Error('paused'));
    await expect(waiting).rejects.toThrow('paused');
    release();
    release();
    const again = await lanes.take({ file: 'c', priority: 0 }, never);
    expect(lanes.isSaturated).toBe(false);
    const next = lanes.take({ file: 'd', priority: 0 }, never);
    expect(lanes.isSaturated).toBe(true);
    again();
    (await next)();
    expect(lanes.isSaturated).toBe(false);
  });
});
