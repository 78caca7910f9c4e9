import type { LaneLimits } from '../upload/lane-tuner.ts';

/** No browser limits the connections: more are opened where that makes the whole faster. */
export const NODE_LANES: LaneLimits = { start: 6, least: 2, most: 16 };
