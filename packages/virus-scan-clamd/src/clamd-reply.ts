import { ScannerUnavailable, type ScanVerdict } from '@dawg/audio/ports/virus-scanner';

/**
 * The verdict in a reply of clamd. Only `stream: OK` is clean; limits that were reached are neither clean nor a virus.
 * Throws `ScannerUnavailable` for everything else.
 */
export function verdictOf(reply: string): ScanVerdict {
  if (reply === 'stream: OK') return { verdict: 'clean' };
  const signature = /^stream: (.+) FOUND$/.exec(reply)?.[1];
  if (signature?.startsWith('Heuristics.Limits.Exceeded'))
    return { verdict: 'unscannable', problem: `beyond a limit of clamd: ${signature}` };
  if (signature?.startsWith('Heuristics.Encrypted'))
    return { verdict: 'unscannable', problem: `encrypted: ${signature}` };
  if (signature) return { verdict: 'infected', signature };
  if (reply.startsWith('INSTREAM size limit exceeded'))
    return { verdict: 'unscannable', problem: 'larger than the StreamMaxLength of clamd' };
  throw new ScannerUnavailable(`clamd answered ${JSON.stringify(reply.slice(0, 200))}`);
}
