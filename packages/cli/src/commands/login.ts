import { isCancel, password as askPassword, text as askText } from '@clack/prompts';
import { text as readAll } from 'node:stream/consumers';
import { keepCredentials } from '../account/credentials.ts';
import { signIn, SignInRefusedError } from '../account/sign-in.ts';
import { credentialsPath } from '../environment.ts';
import { EXIT_CODE } from '../exit-codes.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface LoginOptions {
  readonly email?: string;
  readonly passwordStdin?: boolean;
}

export async function login(terminal: Terminal, server: string, options: LoginOptions): Promise<number> {
  const needsPerson = options.email === undefined || !options.passwordStdin;
  if (needsPerson && !terminal.isInteractive) {
    terminal.error('Nobody is there to ask: give --email, and the password with --password-stdin.');
    return EXIT_CODE.usage;
  }
  const email = options.email ?? (await askText({ message: `Email address at ${server}` }));
  if (isCancel(email)) return EXIT_CODE.interrupted;
  const password = options.passwordStdin
    ? (await readAll(process.stdin)).replace(/\r?\n$/, '')
    : await askPassword({ message: 'Password' });
  if (isCancel(password)) return EXIT_CODE.interrupted;
  try {
    await keepCredentials(credentialsPath(), await signIn(server, email, password));
  } catch (error) {
    if (!(error instanceof SignInRefusedError)) throw error;
    terminal.error(error.message);
    return EXIT_CODE.notSignedIn;
  }
  terminal.error(`Signed in to ${server} as ${email}.`);
  return EXIT_CODE.ok;
}
