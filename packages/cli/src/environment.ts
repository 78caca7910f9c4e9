import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the account of this machine's user is kept. `DAWG_CONFIG` names another file, for scripts and tests. */
export function credentialsPath(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return environment['DAWG_CONFIG'] ?? join(base, 'dawg', 'credentials.json');
}

/** The server to sign in to when none is named. */
export function defaultServer(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['DAWG_SERVER'] ?? 'http://localhost:3100';
}
