import type { Precheck } from '@dawg/client/upload/precheck';
import { expect, test } from 'vitest';
import { answerOf } from './precheck-answer.ts';

/** Of each file ten bytes; an unfinished session has reserved those of `begun`, to replace. */
const question: Precheck<string> = {
  ready: ['new'],
  refused: [],
  taken: ['mix', 'begun'],
  availableBytes: 20,
  neededBytes: (file, onConflict) => (file === 'begun' && onConflict === 'replace' ? 0 : 10),
};

test('files whose name is taken go up with what was decided about them, the others without', () => {
  const { answer, amount, isAll } = answerOf(question, 'replace');
  expect(answer).toEqual({ ready: ['new'], taken: ['mix', 'begun'], onTaken: 'replace' });
  expect([amount, isAll]).toEqual([3, true]);
});

test('what fits goes up, and what all would need is told', () => {
  const outlook = answerOf(question, 'keep-both');
  expect(outlook).toMatchObject({ amount: 2, isAll: false, neededBytes: 30 });
  expect(outlook.answer.taken).toEqual(['mix']);
});

test('skipped files need no room', () => {
  expect(answerOf(question, 'skip')).toMatchObject({
    answer: { ready: ['new'], taken: [] },
    amount: 1,
    isAll: true,
    neededBytes: 10,
  });
});
