import type { RestCaller } from './rest-caller.ts';

/** The three paths that are followed without credentials, made for a file by its owner. */

export async function zipOf(fileId: string, owner: RestCaller): Promise<string> {
  const answer = await owner.ask('POST', '/api/storage/zip', json({ fileIds: [fileId] }));
  return String(answer['url']);
}

export async function linkTo(fileId: string, owner: RestCaller): Promise<string> {
  return String((await callTrpc(owner, 'downloads.link', { fileId }))['url']);
}

export async function publicLinkTo(fileId: string, owner: RestCaller): Promise<string> {
  return String((await callTrpc(owner, 'files.describe', { fileId, isPublic: true }))['publicUrl']);
}

export async function callTrpc(
  owner: RestCaller,
  procedure: string,
  input: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const { headers, body } = json(input);
  const answer = await owner.ask('POST', `/trpc/${procedure}`, {
    headers: { ...headers, 'x-dawg-client': 'test' },
    body,
  });
  const { data } = (answer['result'] ?? {}) as { readonly data?: Readonly<Record<string, unknown>> };
  if (!data) throw new Error(JSON.stringify(answer));
  return data;
}

function json(value: unknown) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
