import { lockDirectory } from '@dawg/directory-lock/directory-lock';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { makeFolderDurably } from './disk/durable-write.ts';
import { answerRequest } from './http/answer-request.ts';
import { refuseConnection } from './http/refuse-connection.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

export interface LocalStoreOptions {
  /** Everything is kept below it; made if it is not there. */
  readonly directory: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Default `us-east-1`; clients must sign for it. */
  readonly region?: string;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Milliseconds since the epoch. Signatures expire by it, objects are dated by it. */
  readonly clock?: () => number;
  /** How long `close` waits for requests under way. Default 5,000. */
  readonly closeGraceMs?: number;
  /** Hears of failures that are not the client's fault. Default: a warning of the process. */
  readonly report?: (error: unknown) => void;
}

export interface LocalStore {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Lets requests under way finish for a while, cuts off those that do not, frees the directory. */
  close(): Promise<void>;
}

/** A connection on which nothing moves for this long is cut, S3 does it sooner. Fsync of a large part must fit in. */
const IDLE_MS = 120_000;
const KEEP_ALIVE_MS = 65_000;
const CLOSE_GRACE_MS = 5_000;

/**
 * Serves an S3-compatible endpoint from a directory.
 * @throws DirectoryInUseError when another process serves the directory; Error when it cannot be read, or the port is taken
 */
export async function serveLocalStore(options: LocalStoreOptions): Promise<LocalStore> {
  const directory = resolve(options.directory);
  await makeFolderDurably(directory);
  const lock = await lockDirectory(directory);
  try {
    const store = await openStore({
      directory,
      credentials: {
        accessKeyId: options.accessKeyId,
        secretAccessKey: options.secretAccessKey,
        region: options.region ?? 'us-east-1',
      },
      clock: options.clock ?? Date.now,
      report: options.report ?? warn,
    });
    const underWay = new Set<Promise<void>>();
    const server = createStoreServer(store, underWay);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    await once(server, 'listening');
    return {
      endpoint: endpointOf(server),
      async close() {
        await closeServer(server, underWay, options.closeGraceMs ?? CLOSE_GRACE_MS);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function createStoreServer(store: Store, underWay: Set<Promise<void>>): Server {
  // `requestTimeout` would limit a whole upload, however fast it goes; `timeout` watches for one that stands still.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS });
  server.timeout = IDLE_MS;
  const answer = (message: IncomingMessage, response: ServerResponse, isBodyAskedFor: boolean) => {
    const answering = answerRequest(store, { message, response, isBodyAskedFor });
    underWay.add(answering);
    void answering.finally(() => underWay.delete(answering));
  };
  server.on('request', (message: IncomingMessage, response: ServerResponse) =>
    answer(message, response, true),
  );
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) =>
    answer(message, response, false),
  );
  server.on('clientError', refuseConnection);
  return server;
}

async function closeServer(
  server: Server,
  underWay: ReadonlySet<Promise<void>>,
  graceMs: number,
): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  // A kept-alive connection is idle only when its answer is out.
  while (underWay.size > 0) {
    await Promise.race(underWay);
    server.closeIdleConnections();
  }
  await closed;
  clearTimeout(grace);
}

function endpointOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}
