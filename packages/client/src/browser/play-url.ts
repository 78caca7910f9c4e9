import type { Playback } from '@dawg/contract/wire-audio';

/** An address to play from, and when another has to take over. */
export interface PlayUrl {
  readonly url: string;
  /** Milliseconds of `Date.now()`; well before it ends, whatever this device's clock says. */
  readonly renewAt: number;
}

/** The part of its life after which an address is renewed. */
const RENEW_AFTER = 0.6;

/**
 * When to renew an address that lives `lifeSeconds` from now on. The life is given, not the end: the clock of this device
 * may be wrong.
 */
export function playUrl({ url, lifeSeconds }: Playback, now: number): PlayUrl {
  return { url, renewAt: now + lifeSeconds * RENEW_AFTER * 1000 };
}
