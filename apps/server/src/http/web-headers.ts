import type { IncomingHttpHeaders } from 'node:http';

/** Node's headers as the web's `Headers`, which better-auth reads. */
export function toWebHeaders(headers: IncomingHttpHeaders): Headers {
  const web = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) web.append(name, one);
  }
  return web;
}
