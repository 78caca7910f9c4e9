import type { FastifyInstance } from 'fastify';
import type { ScanState } from '../worker/describe-scan.ts';
import type { SoundState } from '../worker/describe-sound.ts';

/** A thing the server needs; `check` throws when it is not there. */
export interface Dependency {
  readonly name: string;
  check(): Promise<void>;
}

/** `/livez`: the process answers. `/readyz`: what it needs answers too, each by name; whether sound is decoded and viruses are scanned for. */
export function registerHealthRoutes(
  app: FastifyInstance,
  dependencies: readonly Dependency[],
  inside: {
    readonly describeSound: () => Promise<SoundState>;
    readonly describeScan: () => Promise<ScanState>;
  },
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
    // Files are stored, listed and downloaded without an engine, and wait for a scanner: neither makes the server unready.
    const sound = await inside.describeSound();
    const scan = await inside.describeScan();
    const working = scan.state === 'unavailable' ? 'degraded' : 'ok';
    const status = isReady ? working : 'unavailable';
    return reply.status(isReady ? 200 : 503).send({ status, checks, sound, scan });
  });
}
