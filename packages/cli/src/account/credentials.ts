import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Who the command line is signed in as, and where. */
export interface Credentials {
  /** The server's origin. */
  readonly server: string;
  readonly email: string;
  /** The session's cookie, as it is sent. */
  readonly cookie: string;
}

export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
  constructor() {
    super('You are not signed in. Run `dawg login` first.');
  }
}

/** Throws `NotSignedInError`. */
export async function readCredentials(path: string): Promise<Credentials> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new NotSignedInError();
    throw error;
  }
  const kept: unknown = JSON.parse(text);
  if (!isCredentials(kept)) throw new NotSignedInError();
  return kept;
}

/** Readable by this user alone, whole or not at all. */
export async function keepCredentials(path: string, credentials: Credentials): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await chmod(temporary, 0o600);
  await rename(temporary, path);
}

export function forgetCredentials(path: string): Promise<void> {
  return rm(path, { force: true });
}

function isCredentials(value: unknown): value is Credentials {
  if (typeof value !== 'object' || value === null) return false;
  const { server, email, cookie } = value as Partial<Record<keyof Credentials, unknown>>;
  return typeof server === 'string' && typeof email === 'string' && typeof cookie === 'string';
}
