import { PASSWORD, type TestServer } from './test-server.ts';

/** Somebody with an account, who calls by REST with a bearer token as programs do. */
export interface RestCaller {
  readonly userId: string;
  readonly token: string;
  /** The `Cookie` of the same session. */
  readonly cookie: string;
  call(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of an answer, whatever its status. */
  ask(method: string, path: string, init?: RequestInit): Promise<RestBody>;
  upload(bytes: Uint8Array<ArrayBuffer>, name: string, fields?: Record<string, string>): Promise<RestBody>;
}

export interface RestBody {
  readonly status: number;
  readonly success: boolean;
  readonly error?: { readonly code: string; readonly message: string; readonly requestId: string };
  readonly file?: Record<string, unknown> & { readonly id: string };
  readonly [name: string]: unknown;
}

/** Creates an account on a server with open sign-up. */
export async function signUp(server: Pick<TestServer, 'url'>, name: string): Promise<RestCaller> {
  const account = { name, email: `${name}@example.test`, password: PASSWORD };
  const response = await fetch(new URL('/api/auth/sign-up/email', server.url), {
    method: 'POST',
    // Node's fetch says that it is one, and better-auth asks whose page it is of.
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(account),
  });
  if (!response.ok) throw new Error(await response.text());
  const { user } = (await response.json()) as { user: { id: string } };
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const token = cookie.slice(cookie.indexOf('=') + 1);

  const call: RestCaller['call'] = (method, path, init = {}) =>
    fetch(new URL(path, server.url), {
      method,
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });
  const ask: RestCaller['ask'] = async (method, path, init) => {
    const answer = await call(method, path, init);
    return { status: answer.status, ...((await answer.json()) as object) } as RestBody;
  };
  return {
    userId: user.id,
    token,
    cookie,
    call,
    ask,
    upload: (bytes, fileName, fields = {}) => {
      const form = new FormData();
      form.append('file', new File([bytes], fileName, { type: 'application/octet-stream' }));
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      return ask('POST', '/api/storage/upload', { body: form });
    },
  };
}
