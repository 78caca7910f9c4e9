import type { Storage } from '@dawg/storage/storage';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance } from 'fastify';
import { zipStream } from './zip-stream.ts';

/**
 * `GET /api/storage/zip/TOKEN`: the zip that a ticket is for, for whoever has it, once. When something fails in the
 * middle the connection is destroyed before the declared length is there, so that nobody takes it for the whole.
 */
export function registerZipRoute(scope: FastifyInstance, storage: Storage): void {
  scope.route<{ Params: { token: string } }>({
    method: 'GET',
    url: '/zip/:token',
    exposeHeadRoute: false, // asking for the headers must not use the ticket up
    handler: async (request, reply) => {
      const { name, entries } = await storage.downloads.openZip({ token: request.params.token });
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort(new Error('nobody takes the zip any more')));
      const { bytes, sizeBytes } = await zipStream(entries, { signal: gone.signal });
      bytes.on('error', (error) => {
        if (!gone.signal.aborted) request.log.error({ err: error }, 'a zip broke off');
      });
      return reply
        .type('application/zip')
        .header('content-length', sizeBytes)
        .header(
          'content-disposition',
          contentDisposition(fileNameOf(name, new Date()), { type: 'attachment' }),
        )
        .header('accept-ranges', 'none')
        .send(bytes);
    },
  });
}

function fileNameOf(folderName: string | null, now: Date): string {
  return `${folderName ?? `dawg-${now.toISOString().slice(0, 10)}`}.zip`;
}
