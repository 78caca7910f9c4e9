import { describe, expect, test } from 'vitest';
import { createTabTurns } from '../browser/tab-turns.ts';
import { createLocalTurns, type Turns } from './turns.ts';

const never = new AbortController().signal;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const kinds: readonly [string, () => Turns][] = [
  ['in one process', createLocalTurns],
  ['among tabs', () => createTabTurns(navigator.locks)],
];

describe.each(kinds)('turns %s', (_name, create) => {
  const fileKey = () => crypto.randomUUID();

  test('are taken by one at a time, in order', async () => {
    const turns = create();
    const key = fileKey();
    const order: string[] = [];
    const first = await turns.take(key, never, () => order.push('never'));
    const second = turns.take(key, never, () => order.push('second waits'));
    const third = turns.take(key, never, () => order.push('third waits'));
    await wait(20);
    order.push('first is done');
    first.release();
    (await second).release();
    order.push('second is done');
    (await third).release();
    expect(order).toEqual(['second waits', 'third waits', 'first is done', 'second is done']);
  });

  test('of different files do not wait for each other', async () => {
    const turns = create();
    const [one, other] = [
      await turns.take(fileKey(), never, () => {}),
      await turns.take(fileKey(), never, () => {}),
    ];
    one.release();
    other.release();
  });

  test('tell whoever waited by which session the file was sent', async () => {
    const turns = create();
    const key = fileKey();
    const first = await turns.take(key, never, () => {});
    expect(first.sessionBefore).toBeNull();
    first.announce('session-1');
    const second = turns.take(key, never, () => {});
    await wait(20);
    first.release();
    expect((await second).sessionBefore).toBe('session-1');
    (await second).release();
  });

  test('tell nothing to whoever did not wait', async () => {
    const turns = create();
    const key = fileKey();
    const first = await turns.take(key, never, () => {});
    first.announce('session-1');
    await wait(20);
    first.release();
    await wait(20);
    const second = await turns.take(key, never, () => {});
    expect(second.sessionBefore).toBeNull();
    second.release();
  });

  test('are not kept from others by one who gave up waiting', async () => {
    const turns = create();
    const key = fileKey();
    const first = await turns.take(key, never, () => {});
    const controller = new AbortController();
    const second = turns.take(key, controller.signal, () => {});
    const third = turns.take(key, never, () => {});
    controller.abort(new Error('paused'));
    await expect(second).rejects.toThrow('paused');
    first.release();
    (await third).release();
  });
});
