import { fileURLToPath } from 'node:url';
import { startLineProcess } from '../harness/line-process.ts';
import type { Place } from './place.ts';

interface Echoes {
  readonly roundTripMs: number;
  readonly megabitsPerSecond: number;
}

/** What the line does, seen from its ends: round trips by a byte's echo, the rate by one long stream. */
export async function measureLine(client: Place, server: Place): Promise<string> {
  const probe = fileURLToPath(new URL('line-probe.ts', import.meta.url));
  const listener = await startLineProcess(server, [process.execPath, probe, 'listen', server.address]);
  try {
    const sender = await startLineProcess(client, [
      process.execPath,
      probe,
      'send',
      server.address,
      String(listener.ready),
    ]);
    await sender.close();
    const { roundTripMs, megabitsPerSecond } = sender.ready as Echoes; // our own probe's line
    return `measured ${roundTripMs.toFixed(1)} ms, ${megabitsPerSecond.toFixed(0)} Mbit/s by one stream`;
  } finally {
    await listener.close();
  }
}
