import type { Place } from '../network/place.ts';
import type { ServerUrls } from '../servers/servers.ts';

/** One way to upload, measured beside the others. */
export interface Contestant {
  readonly id: string;
  readonly name: string;
  /** What it was told, so that a reader can judge whether it was treated well. */
  readonly settings: string;
  /** A limit does nothing but send: no client that signs, sums and resumes is expected to beat it. */
  readonly role: 'limit' | 'ours' | 'peer';
  /** Why it cannot take part on this machine, or null. */
  readonly absence?: () => string | null;
  upload(stage: Stage): Promise<Measured>;
}

/** What is ready when a contestant begins. */
export interface Stage {
  readonly client: Place;
  readonly urls: ServerUrls;
  /** Paths of the files to upload. */
  readonly files: readonly string[];
  readonly totalBytes: number;
  /** What runs in Node, bundled. */
  readonly nodeRunner: string;
  /** A folder of this run's own, removed afterwards. */
  readonly scratch: string;
}

/** What one upload cost where it ran; null is what cannot be known of this contestant. */
export interface Measured {
  readonly seconds: number;
  /** Of all its processes. */
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
  readonly jsHeapBytes: number | null;
  /** The longest time for which the page's main thread answered nothing; 0 when no task took 50 ms. */
  readonly longestTaskMs: number | null;
  /** Read by system calls while it ran: the file, and little else. */
  readonly readBytes: number | null;
  /** Share of the time in which a lane had nothing to send while a call to the control plane was under way. */
  readonly idleLanes: number | null;
}

/** What the servers saw meanwhile. */
export interface Traffic {
  readonly puts: number;
  readonly posts: number;
  readonly preflights: number;
  readonly bodyBytes: number;
  /** HTTP requests to the control plane, and the procedures in them. */
  readonly controlRequests: number;
  readonly controlCalls: number;
}

export interface Sample extends Measured, Traffic {}
