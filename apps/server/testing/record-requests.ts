import { once } from 'node:events';
import { createServer, request as send } from 'node:http';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Query parameters that say what is asked, such as `uploads`, without those of the signature. */
  readonly query: readonly string[];
}

/** A stretch of wire between a server and its store that notes what passes. */
export interface RequestRecorder {
  readonly endpoint: string;
  readonly requests: RecordedRequest[];
  close(): Promise<void>;
}

/** Passes every request on as it is, its `Host` too, which is part of the signature. */
export async function recordRequests(target: string): Promise<RequestRecorder> {
  const { hostname, port } = new URL(target);
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, answer) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', target);
    const query = [...searchParams.keys()].filter((name) => !/^x-amz-|^x-id$/i.test(name));
    requests.push({ method: incoming.method ?? '', path: pathname, query });
    const { method, headers, url: path } = incoming;
    const outgoing = send({ hostname, port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(answer);
    });
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
