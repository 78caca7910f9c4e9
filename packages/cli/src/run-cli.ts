import { CommanderError } from 'commander';
import { buildProgram } from './build-program.ts';
import { EXIT_CODE, exitCodeOf } from './exit-codes.ts';
import { explainFailure } from './explain-failure.ts';
import { openTerminal, type Terminal } from './terminal/terminal.ts';

/** Runs one command line and answers its exit code. Whatever goes wrong is said on the error stream, in a sentence. */
export async function runCli(
  commandLine: readonly string[],
  terminal: Terminal = openTerminal(),
): Promise<number> {
  let exitCode: number = EXIT_CODE.ok;
  const program = buildProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(commandLine, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
    if (terminal.interrupted.aborted) return EXIT_CODE.interrupted;
    terminal.error(explainFailure(error));
    return exitCodeOf(error);
  }
}
