import { describe, expect, test } from 'vitest';
import { EXIT_CODE } from '../exit-codes.ts';
import { runCli } from '../run-cli.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Runs a command line before anybody is asked anything: neither account nor standard input is touched. */
async function run(...commandLine: string[]) {
  const errors: string[] = [];
  const terminal: Terminal = {
    print: () => {},
    error: (line) => errors.push(line),
    progress: () => {},
    isInteractive: false,
    interrupted: new AbortController().signal,
  };
  return { exitCode: await runCli(['upload', ...commandLine], terminal), said: errors.join('\n') };
}

describe('uploading standard input', () => {
  test.each([
    [['-'], /neither a name nor a size/],
    [['-', '--name', 'Take 1.wav'], /--max-size 2GB/],
    [['-', '--max-size', '2GB'], /--name "Take 1.wav"/],
    [['-', 'mix.wav', '--name', 'Take 1.wav', '--max-size', '2GB'], /goes alone/],
    [['mix.wav', '--name', 'Take 1.wav'], /are for standard input/],
    [['mix.wav', '--max-size', '2GB'], /are for standard input/],
    [['-', '--name', 'Take 1.wav', '--max-size', 'huge'], /size such as 500MB/],
    [['-', '--name', 'Take 1.wav', '--max-size', '0'], /size such as 500MB/],
  ])('as %j is a usage error that says what to do', async (commandLine, sentence) => {
    const { exitCode, said } = await run(...commandLine);
    expect(exitCode).toBe(EXIT_CODE.usage);
    expect(said).toMatch(sentence);
  });
});
