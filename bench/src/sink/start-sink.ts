import { fileURLToPath } from 'node:url';
import { compile } from '../harness/compile.ts';
import { startLineProcess } from '../harness/line-process.ts';
import type { Place } from '../network/place.ts';

export interface SinkCounts {
  readonly puts: number;
  readonly posts: number;
  readonly preflights: number;
  readonly bodyBytes: number;
}

export interface Sink {
  readonly url: string;
  /** Which one it is: on a machine without a C compiler the limit is lower. */
  readonly kind: 'C' | 'Node';
  counts(): Promise<SinkCounts>;
  close(): Promise<void>;
}

const SOURCE = fileURLToPath(new URL('../../sink/sink.c', import.meta.url));
const NODE_SINK = fileURLToPath(new URL('node-sink.ts', import.meta.url));

/** An S3 store that keeps nothing (`sink/sink.c`), so that the client is what is measured. */
export async function startSink(place: Place, scratch: string): Promise<Sink> {
  const program = compile(SOURCE, scratch);
  const command = program ? [program] : [process.execPath, NODE_SINK];
  const child = await startLineProcess(place, [...command, place.address]);
  const { port } = child.ready as { port: number }; // our own program's line
  return {
    url: `http://${place.address}:${port}`,
    kind: program ? 'C' : 'Node',
    counts: async () => (await child.ask('counts')) as SinkCounts,
    close: () => child.close(),
  };
}
