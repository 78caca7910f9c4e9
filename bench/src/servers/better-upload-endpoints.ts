import { handleRequest, route, type Router } from '@better-upload/server';
import { custom } from '@better-upload/server/clients';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson } from './json-body.ts';
import { BUCKET, CREDENTIALS, REGION } from './store-of-bench.ts';

const LIMITS = { maxFileSize: 16 * 2 ** 30, maxFiles: 10_000, multipleFiles: true } as const;

/** better-upload's own server half, with one route for large files and one for many. */
export function betterUploadEndpoints(sinkUrl: string) {
  const router: Router = {
    client: custom({
      host: new URL(sinkUrl).host,
      region: REGION,
      ...CREDENTIALS,
      secure: false,
      forcePathStyle: true,
    }),
    bucketName: BUCKET,
    routes: {
      large: route({ ...LIMITS, multipart: true, partSize: 16 * 2 ** 20 }),
      many: route(LIMITS),
    },
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.stringify(await readJson(request));
    const headers = { 'content-type': 'application/json' };
    const answer = await handleRequest(
      new Request('http://bench/', { method: 'POST', body, headers }),
      router,
    );
    response.writeHead(answer.status, headers).end(await answer.text());
  };
}
