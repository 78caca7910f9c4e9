import type { LaneLimits } from '../upload/lane-tuner.ts';

/** No browser limits the connections: more are opened where that makes the whole faster. */
export const NODE_LANES: LaneLimits = { start: 6, least: 2, most: 16 };

/** Reading is quick and memory is the user's: one batch is sent while the next is made ready. */
export const NODE_BATCHES = 2;
