import type { FastifyInstance } from 'fastify';
import type { SoundState } from '../worker/describe-sound.ts';

/** A thing the server needs; `check` throws when it is not there. */
export interface Dependency {
  readonly name: string;
  check(): Promise<void>;
}

/** `/livez`: the process answers. `/readyz`: what it needs answers too, each by name, and whether sound is decoded. */
export function registerHealthRoutes(
  app: FastifyInstance,
  dependencies: readonly Dependency[],
  describeSound: () => Promise<SoundState>,
): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    const results = await Promise.allSettled(dependencies.map((dependency) => dependency.check()));
    const checks: Record<string, 'ok' | 'unavailable'> = {};
    for (const [index, { name }] of dependencies.entries()) {
      const result = results[index];
      checks[name] = result?.status === 'fulfilled' ? 'ok' : 'unavailable';
      if (result?.status === 'rejected')
        request.log.warn({ err: result.reason, dependency: name }, 'not ready');
    }
    const isReady = results.every((result) => result.status === 'fulfilled');
    // Files are stored, listed and downloaded without it, so it does not make the server unready.
    const sound = await describeSound();
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'unavailable', checks, sound });
  });
}
