/** What we use of music-tempo 1.0.3, which has no types of its own: what follows the spectral flux. */
declare module 'music-tempo/dist/node/OnsetDetection.js' {
  const onsetDetection: {
    /** In place, to a mean of 0 and a deviation of 1. */
    normalize(spectralFlux: number[]): void;
    /** Where the onsets are; throws a text when there are fewer than two. */
    findPeaks(spectralFlux: readonly number[]): number[];
  };
  export default onsetDetection;
}
declare module 'music-tempo/dist/node/TempoInduction.js' {
  interface Clusters {
    readonly clIntervals: unknown;
    readonly clSizes: unknown;
  }
  interface ClusterScores {
    readonly clScores: unknown;
    readonly clScoresIdxs: unknown;
  }
  const tempoInduction: {
    processRhythmicEvents(eventSeconds: readonly number[]): Clusters;
    mergeClusters(clusters: Clusters): Clusters;
    calculateScore(clusters: Clusters): ClusterScores;
    /** Seconds from beat to beat that are worth following. */
    createTempoList(clusters: Clusters & ClusterScores): number[];
  };
  export default tempoInduction;
}
declare module 'music-tempo/dist/node/BeatTracking.js' {
  const beatTracking: {
    trackBeat(
      eventSeconds: readonly number[],
      eventScores: readonly number[],
      tempoList: readonly number[],
    ): readonly { readonly score: number; readonly beatInterval: number }[];
  };
  export default beatTracking;
}
