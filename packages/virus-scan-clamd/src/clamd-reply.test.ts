import { ScannerUnavailable } from '@dawg/audio/ports/virus-scanner';
import { expect, test } from 'vitest';
import { verdictOf } from './clamd-reply.ts';

test.each([
  ['stream: OK', { verdict: 'clean' }],
  ['stream: Win.Test.EICAR_HDB-1 FOUND', { verdict: 'infected', signature: 'Win.Test.EICAR_HDB-1' }],
  ['stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND', { verdict: 'unscannable' }],
  ['stream: Heuristics.Encrypted.Zip FOUND', { verdict: 'unscannable' }],
  ['INSTREAM size limit exceeded. ERROR', { verdict: 'unscannable' }],
])('the reply %j is a verdict', (reply, verdict) => {
  expect(verdictOf(reply)).toMatchObject(verdict);
});

test.each(['', 'OK', 'stream: OK ', "stream: Can't open file ERROR", 'UNKNOWN COMMAND', 'stream: FOUND'])(
  'the reply %j is no verdict, and nothing is clean by it',
  (reply) => {
    expect(() => verdictOf(reply)).toThrow(ScannerUnavailable);
  },
);
