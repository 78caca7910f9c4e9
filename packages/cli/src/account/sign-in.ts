import { StorageError } from '@dawg/contract/storage-error';
import type { Credentials } from './credentials.ts';

/** The server knows no such account, or the password is another. */
export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError';
}

/** Opens a session. Throws `SignInRefusedError`, and `server-unreachable` when no server of ours answers. */
export async function signIn(server: string, email: string, password: string): Promise<Credentials> {
  const response = await post(
    new URL('/api/auth/sign-in/email', server),
    { email, password },
    { origin: server },
  );
  if (response.status === 429) throw new SignInRefusedError('Too many tries. Wait a minute and try again.');
  if (response.status === 401 || response.status === 400)
    throw new SignInRefusedError('The email address or the password is not right.');
  if (response.status === 403)
    throw new SignInRefusedError(
      `The server does not know itself as ${server}. Use the address at which it is opened in a browser.`,
    );
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (!response.ok || cookie === '')
    throw new StorageError('server-unreachable', { status: response.status });
  return { server, email, cookie };
}

/** Ends the session on the server. */
export async function signOut({ server, cookie }: Credentials): Promise<void> {
  await post(new URL('/api/auth/sign-out', server), {}, { cookie, origin: server });
}

async function post(url: URL, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw new StorageError('server-unreachable', {}, { cause: error });
  }
}
