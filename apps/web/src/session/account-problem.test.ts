import { expect, test } from 'vitest';
import { messages } from '../messages.ts';
import { accountProblem } from './account-problem.ts';

test('a wrong password and an unknown address read the same', () => {
  const wrong = accountProblem({ code: 'INVALID_EMAIL_OR_PASSWORD', status: 401 });
  expect(accountProblem({ code: 'USER_NOT_FOUND', status: 401 })).toBe(wrong);
});

test('a used link says where a new one comes from', () => {
  expect(accountProblem({ code: 'SIGN_UP_CLOSED', status: 403 })).toContain('Restart the server');
});

test('too many attempts ask for patience, whatever else is said', () => {
  expect(accountProblem({ code: 'INVALID_EMAIL_OR_PASSWORD', status: 429 })).toBe(messages.problems.tooMany);
});

test('no answer at all is a matter of the connection', () => {
  expect(accountProblem({})).toBe(messages.problems.unreachable);
  expect(accountProblem({ status: 502 })).toBe(messages.problems.unreachable);
});
