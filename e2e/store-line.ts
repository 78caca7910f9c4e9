import { once } from 'node:events';
import { createServer, request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { freePort } from './product.ts';

/** A PUT that the store has answered through the line. */
export interface StoredPut {
  /** What was stored: the object and, of a file in parts, the part. */
  readonly path: string;
  readonly partNumber: number | null;
}

/** The line between the browser and the store: slow if told so, and it can be cut. Tests see what arrived. */
export interface StoreLine {
  /** For `startProduct`: the store behind the line. */
  readonly settings: Readonly<Record<string, string>>;
  /** PUTs that the store answered with 200, in order; forgotten by `forget`. */
  readonly stored: readonly StoredPut[];
  /** Bytes of bodies that went towards the store. */
  readonly sentBytes: () => number;
  /** Nothing is on its way. */
  readonly isIdle: () => boolean;
  forget(): void;
  /** Bytes a second, over all connections. */
  slowTo(bytesPerSecond: number): void;
  /**
   * Cuts itself each time when so many more bytes have passed: every connection ends, and no new one is taken until
   * the outage calls `mend`. Resolves after the last.
   */
  cutAfter(bytes: readonly number[], outage: (mend: () => void) => Promise<void>): Promise<void>;
  /** Takes away what a bucket's CORS rules may leave out. */
  hideExposedHeaders(): void;
  close(): Promise<void>;
}

export async function openStoreLine(): Promise<StoreLine> {
  const [port, storePort] = [await freePort(), await freePort()];
  const sockets = new Set<Socket>();
  const stored: StoredPut[] = [];
  let sentBytes = 0;
  let onTheirWay = 0;
  let bytesPerSecond = Infinity;
  let freeAt = 0;
  let isCut = false;
  let nextCut: { readonly at: number; readonly passed: () => void } | null = null;
  let hidesExposed = false;

  /** When so many bytes may have passed, one after the other over all connections. */
  const passing = async (bytes: number) => {
    sentBytes += bytes;
    if (nextCut && sentBytes >= nextCut.at) cut(nextCut);
    freeAt = Math.max(freeAt, performance.now()) + (bytes / bytesPerSecond) * 1000;
    const wait = freeAt - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
  };

  const cut = ({ passed }: { readonly passed: () => void }) => {
    nextCut = null;
    isCut = true;
    for (const socket of sockets) socket.destroy();
    passed();
  };

  const relay = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url = '', headers } = incoming;
    const onward = requestHttp({ port: storePort, host: '127.0.0.1', method, path: url, headers });
    onward.on('error', () => outgoing.destroy());
    onward.on('response', (response) => {
      const answerHeaders = { ...response.headers };
      if (hidesExposed) delete answerHeaders['access-control-expose-headers'];
      if (method === 'PUT' && response.statusCode === 200 && !isCut) stored.push(storedPut(url));
      outgoing.writeHead(response.statusCode ?? 502, answerHeaders);
      response.pipe(outgoing);
    });
    const slowed = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        await passing(chunk.length);
        yield chunk;
      }
    };
    await pipeline(incoming, slowed, onward);
  };

  const server = createServer((incoming, outgoing) => {
    onTheirWay += 1;
    outgoing.once('close', () => (onTheirWay -= 1));
    // The line was cut. Not `incoming.socket`: a request that has ended may have none any more.
    relay(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on('connection', (socket) => {
    if (isCut) return socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    settings: {
      LOCAL_STORE_PORT: String(storePort),
      LOCAL_STORE_PUBLIC_URL: `http://localhost:${port}`,
    },
    stored,
    sentBytes: () => sentBytes,
    isIdle: () => onTheirWay === 0,
    forget: () => {
      stored.length = 0;
      sentBytes = 0;
    },
    slowTo: (speed) => {
      bytesPerSecond = speed;
      freeAt = 0;
    },
    cutAfter: async (all, outage) => {
      for (const bytes of all) {
        await new Promise<void>((passed) => (nextCut = { at: sentBytes + bytes, passed }));
        await outage(() => (isCut = false));
      }
    },
    hideExposedHeaders: () => {
      hidesExposed = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function storedPut(url: string): StoredPut {
  const { pathname, searchParams } = new URL(url, 'http://store');
  const partNumber = searchParams.get('partNumber');
  return { path: pathname, partNumber: partNumber === null ? null : Number(partNumber) };
}
