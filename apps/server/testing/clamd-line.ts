import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to clamd that can be held in the middle of a file. */
export interface ClamdLine {
  /** Where to reach clamd by it. */
  readonly address: string;
  /** The next connection that carries more than this many bytes carries no more of them. Resolves when that has happened. */
  holdAfter(bytes: number): Promise<void>;
  close(): Promise<void>;
}

export async function openClamdLine(path: string): Promise<ClamdLine> {
  let hold: { readonly after: number; readonly held: () => void } | null = null;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path });
    let carried = 0;
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on('data', (bytes) => {
      carried += bytes.length;
      if (hold && carried > hold.after) {
        near.pause();
        hold.held();
        hold = null;
        return;
      }
      if (!far.write(bytes)) {
        near.pause();
        far.once('drain', () => near.resume());
      }
    });
    near.on('end', () => far.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a line needs a port');
  return {
    address: `127.0.0.1:${address.port}`,
    holdAfter: (after) => new Promise((held) => (hold = { after, held })),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
