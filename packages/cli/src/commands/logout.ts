import { forgetCredentials, readCredentials } from '../account/credentials.ts';
import { signOut } from '../account/sign-in.ts';
import { credentialsPath } from '../environment.ts';
import { EXIT_CODE } from '../exit-codes.ts';
import type { Terminal } from '../terminal/terminal.ts';

export async function logout(terminal: Terminal): Promise<number> {
  const credentials = await readCredentials(credentialsPath());
  // First here: whatever the server says, this machine has no key to it any more.
  await forgetCredentials(credentialsPath());
  await signOut(credentials);
  terminal.error(`Signed out of ${credentials.server}.`);
  return EXIT_CODE.ok;
}
