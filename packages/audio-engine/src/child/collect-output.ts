import { AudioFailure } from '@dawg/audio/audio-failure';
import { startChild, type ChildEnd, type ChildOrder } from './run-child.ts';

export interface CollectedOutput extends ChildEnd {
  readonly output: Buffer;
}

/**
 * Runs a program to its end and keeps what it writes to stdout, up to `maxOutputBytes`; more is `too-costly`.
 * @param input what it gets on stdin; without it there is nothing
 */
export async function collectOutput(
  order: Omit<ChildOrder, 'stdio'>,
  maxOutputBytes: number,
  input?: Uint8Array,
): Promise<CollectedOutput> {
  const { process: child, ended } = startChild({
    ...order,
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const pieces: Buffer[] = [];
  let length = 0;
  child.stdout?.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length <= maxOutputBytes) pieces.push(piece);
    else child.stdout?.destroy(); // its next write ends it
  });
  // A program that has seen enough closes its stdin: its exit code says whether that was well.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const end = await ended;
  if (length > maxOutputBytes) throw new AudioFailure('too-costly', `more than ${maxOutputBytes} bytes`);
  return { ...end, output: Buffer.concat(pieces) };
}
