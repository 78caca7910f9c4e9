import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { signRequest, type SigningOptions } from './sign-request.ts';
import type { TestStore } from './test-store.ts';

export interface RawRequest {
  readonly method: string;
  /** As it goes into the request line; `fetch` would resolve `..` and encode it anew. */
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** S3's error code, if the answer is an error. */
  readonly code: string | undefined;
}

/** Sends a request as it is, unsigned unless its headers say otherwise. */
export async function sendRaw({ endpoint }: TestStore, raw: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint);
  const path = raw.query === undefined ? raw.path : `${raw.path}?${raw.query}`;
  const outgoing = request({ hostname, port, method: raw.method, path, headers: raw.headers, agent: false });
  outgoing.end(raw.body);
  const [incoming] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    text,
    code: /<Code>(.*?)<\/Code>/.exec(text)?.[1],
  };
}

/** As `sendRaw`, signed in the Authorization header. */
export function sendSigned(
  store: TestStore,
  raw: RawRequest,
  options: SigningOptions = {},
): Promise<RawAnswer> {
  const length: Record<string, string> =
    raw.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(raw.body)) };
  const headers = { host: new URL(store.endpoint).host, ...length, ...raw.headers };
  return sendRaw(store, { ...raw, headers: signRequest({ ...raw, headers }, options).headers });
}
