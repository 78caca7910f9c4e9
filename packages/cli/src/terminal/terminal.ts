import { clearLine, cursorTo } from 'node:readline';

/** Where a command speaks: answers on the output, everything about them on the error stream. */
export interface Terminal {
  /** A line of the answer. */
  print(line: string): void;
  /** A line about it. */
  error(line: string): void;
  /** A line that the next one replaces; nothing where nobody watches. */
  progress(line: string | null): void;
  /** A person is at it: progress is drawn, questions may be asked. */
  readonly isInteractive: boolean;
  /** Fires on Ctrl-C and on a polite end. */
  readonly interrupted: AbortSignal;
}

export function openTerminal(): Terminal {
  const { stdout, stderr, stdin } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0); // whoever read us has seen enough, as `head` does
  });
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => interruption.abort(new Error('interrupted')));
  let hasProgress = false;
  const wipe = () => {
    if (!hasProgress) return;
    cursorTo(stderr, 0);
    clearLine(stderr, 0);
    hasProgress = false;
  };
  return {
    print: (line) => {
      wipe();
      stdout.write(`${line}\n`);
    },
    error: (line) => {
      wipe();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!stderr.isTTY) return;
      wipe();
      if (line === null) return;
      stderr.write(line.slice(0, (stderr.columns || 80) - 1));
      hasProgress = true;
    },
    isInteractive: stdin.isTTY && stderr.isTTY,
    interrupted: interruption.signal,
  };
}
