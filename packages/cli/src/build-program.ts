import { Command, InvalidArgumentError } from 'commander';
import { download } from './commands/download.ts';
import { list } from './commands/list.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { meansStdin, uploadStdin } from './commands/upload-stdin.ts';
import { upload } from './commands/upload.ts';
import { defaultServer } from './environment.ts';
import { parseSize } from './parse-size.ts';
import type { Terminal } from './terminal/terminal.ts';

/** The commands, their words and their help. `exit` is told the exit code of the one that ran. */
export function buildProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('dawg')
    .description('Dawg Storage on the command line: audio in, audio out, verified to the last byte.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    });

  program
    .command('login')
    .description('sign in; the session is kept for the commands that follow')
    .argument('[server]', 'where the server is', origin, defaultServer())
    .option('-e, --email <address>', 'asked for unless given')
    .option('--password-stdin', 'read the password from standard input, for scripts')
    .action(async (server: string, options) => exit(await login(terminal, server, options)));

  program
    .command('logout')
    .description('end the session, here and on the server')
    .action(async () => exit(await logout(terminal)));

  program
    .command('upload')
    .description('upload files, and folders with everything in them that is audio; - is standard input')
    .argument('<paths...>')
    .option('-p, --project <id>', 'the project they belong to')
    .option('-f, --folder <path>', 'the folder to put them in, e.g. Album/Stems')
    .option('-n, --name <name>', 'the name of what standard input brings, e.g. "Take 1.wav"')
    .option('--max-size <size>', 'the most that standard input may bring, e.g. 500MB, 2GB, 1.5GiB', size)
    .option('--json', 'tell what happens as lines of JSON')
    .addHelpText(
      'after',
      '\nCtrl-C keeps what has arrived: the same command goes on where it was. Of standard input nothing is kept.',
    )
    .action(async (paths: string[], options) =>
      exit(await (meansStdin(paths, options) ? uploadStdin : upload)(terminal, paths, options)),
    );

  program
    .command('ls')
    .description('list the stored files, newest first')
    .argument('[search]', 'a part of the name')
    .option('-p, --project <id>', 'of this project only')
    .option('--trash', 'those in the trash')
    .option('--json', 'as lines of JSON')
    .action(async (search: string | undefined, options) => exit(await list(terminal, search, options)));

  program
    .command('download')
    .description('download files by name or id, verified; goes on with what an earlier try has left')
    .argument('<files...>', 'names or ids')
    .option('-o, --output <directory>', 'where to put them', '.')
    .option('--force', 'replace files that are there')
    .option('--accept-unscanned', 'also files that could not be checked for viruses')
    .option('--json', 'tell what happens as lines of JSON')
    .action(async (files: string[], options) => exit(await download(terminal, files, options)));

  return program;
}

function origin(text: string): string {
  try {
    return new URL(/^https?:\/\//.test(text) ? text : `https://${text}`).origin;
  } catch {
    throw new InvalidArgumentError('It has to be an address such as https://audio.example.com.');
  }
}

function size(text: string): number {
  const bytes = parseSize(text);
  if (bytes === null) throw new InvalidArgumentError('It has to be a size such as 500MB, 2GB or 1.5GiB.');
  return bytes;
}
