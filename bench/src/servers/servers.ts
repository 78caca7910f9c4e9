import { fileURLToPath } from 'node:url';
import type { Traffic } from '../harness/contestant.ts';
import { startLineProcess } from '../harness/line-process.ts';
import type { Place } from '../network/place.ts';
import { startSink, type Sink, type SinkCounts } from '../sink/start-sink.ts';

export interface ServerUrls {
  /** The S3 endpoint that drops what it gets. */
  readonly sink: string;
  /** Control planes and page. */
  readonly control: string;
  readonly tus: string;
}

export interface Servers {
  readonly urls: ServerUrls;
  readonly sinkKind: Sink['kind'];
  /** Before each upload: empty, nothing counted. */
  begin(): Promise<void>;
  /** Since `begin`. */
  traffic(): Promise<Traffic>;
  close(): Promise<void>;
}

const CONTROL = fileURLToPath(new URL('control-server.ts', import.meta.url));
const TUS = fileURLToPath(new URL('tus-server.ts', import.meta.url));

/** Everything that contestants talk to, at one end of the line. */
export async function startServers(place: Place, pageFolder: string, scratch: string): Promise<Servers> {
  const sink = await startSink(place, scratch);
  const [control, tus] = await Promise.all([
    startLineProcess(place, [process.execPath, CONTROL, place.address, sink.url, pageFolder]),
    startLineProcess(place, [process.execPath, TUS, place.address]),
  ]);
  const urlOf = (ready: unknown) => `http://${place.address}:${(ready as { port: number }).port}`; // our own line
  let before = await sink.counts();
  return {
    urls: { sink: sink.url, control: urlOf(control.ready), tus: `${urlOf(tus.ready)}/files` },
    sinkKind: sink.kind,
    begin: async () => {
      await Promise.all([control.ask('begin'), tus.ask('begin')]);
      before = await sink.counts();
    },
    traffic: async () => {
      const calls = (await control.ask('counts')) as Pick<Traffic, 'controlRequests' | 'controlCalls'>;
      const tusCounts = (await tus.ask('counts')) as SinkCounts; // the same shape: one of both is zero
      const now = await sink.counts();
      return {
        puts: now.puts - before.puts + tusCounts.puts,
        posts: now.posts - before.posts + tusCounts.posts,
        preflights: now.preflights - before.preflights + tusCounts.preflights,
        bodyBytes: now.bodyBytes - before.bodyBytes + tusCounts.bodyBytes,
        controlRequests: calls.controlRequests,
        controlCalls: calls.controlCalls,
      };
    },
    close: async () => {
      await Promise.all([control.close(), tus.close()]);
      await sink.close();
    },
  };
}
