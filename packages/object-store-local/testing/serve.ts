import { serveLocalStore } from '../src/serve-local-store.ts';
import { TEST_KEYS } from './test-store.ts';

/** A store in a process of its own: started by `startChildStore`. Tells its endpoint, and its peak memory when asked. */
export type FromChild = { readonly endpoint: string } | { readonly peakBytes: number };
/** `measure` begins a new measurement, `report` asks for the peak since then. */
export type ToChild = 'measure' | 'report';

let peakBytes = 0;
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 5).unref();

process.on('message', (message: ToChild) => {
  if (message === 'measure') peakBytes = process.memoryUsage.rss();
  else tell({ peakBytes });
});
process.on('disconnect', () => process.exit());

const { endpoint } = await serveLocalStore({ directory: process.argv[2] ?? '', ...TEST_KEYS });
tell({ endpoint });

function tell(message: FromChild): void {
  process.send?.(message);
}
