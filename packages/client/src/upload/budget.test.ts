import { describe, expect, test } from 'vitest';
import { Budget } from './budget.ts';

const never = new AbortController().signal;
/** Lets everything that can happen now happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a budget', () => {
  test('hands out what is free at once and makes the rest wait its turn', async () => {
    const budget = new Budget(2);
    const order: string[] = [];
    const grant = await budget.take(2, never);
    void budget.take(1, never).then(() => order.push('first'));
    void budget.take(1, never).then(() => order.push('second'));
    await settle();
    expect(order).toEqual([]);
    grant.release();
    await settle();
    expect(order).toEqual(['first', 'second']);
  });

  test('lets nobody overtake a large request that waits', async () => {
    const budget = new Budget(4);
    const order: string[] = [];
    const grant = await budget.take(3, never);
    void budget.take(4, never).then((large) => (order.push('large'), large.release()));
    void budget.take(1, never).then(() => order.push('small'));
    await settle();
    expect(order).toEqual([]);
    grant.release();
    await settle();
    expect(order).toEqual(['large', 'small']);
  });

  test('grants more than there is when everything is free', async () => {
    const grant = await new Budget(4).take(100, never);
    grant.release();
  });

  test('takes a release twice for one', async () => {
    const budget = new Budget(1);
    const grant = await budget.take(1, never);
    grant.release();
    grant.release();
    await budget.take(1, never);
    let isGranted = false;
    void budget.take(1, never).then(() => (isGranted = true));
    await settle();
    expect(isGranted).toBe(false);
  });

  test('takes back piece by piece what was granted at once', async () => {
    const budget = new Budget(6);
    const grant = await budget.take(6, never);
    const order: string[] = [];
    void budget.take(2, never).then(() => order.push('two'));
    void budget.take(3, never).then(() => order.push('three'));
    grant.release(2);
    await settle();
    expect(order).toEqual(['two']);
    grant.release(2);
    grant.release();
    await settle();
    expect(order).toEqual(['two', 'three']);
  });

  test('forgets a request that was given up, and serves the one behind it', async () => {
    const budget = new Budget(2);
    await budget.take(1, never);
    const controller = new AbortController();
    const large = budget.take(2, controller.signal);
    const small = budget.take(1, never);
    controller.abort(new Error('paused'));
    await expect(large).rejects.toThrow('paused');
    await small;
  });
});
