/** What we use of music-tempo 1.0.3, which has no types of its own. */
declare module 'music-tempo' {
  export default class MusicTempo {
    /** Mono samples from −1 to 1; throws when it finds no beats. */
    constructor(samples: Float32Array | readonly number[], options?: { readonly timeStep?: number });
    /** Beats a minute, rounded to three decimals. */
    readonly tempo: string;
    /** Seconds. */
    readonly beats: readonly number[];
  }
}
