import type { StoredFile } from '@dawg/contract/wire';
import type { FileVersion } from '@dawg/contract/wire-library';
import { api } from '../connection/api.ts';
import { matchedGain } from '../sound/matched-gain.ts';
import { usePlayer } from '../use-player.ts';

/** The versions of a file, to be heard one beside the other. */
export interface Takes {
  /** Whether this is the one that sounds. */
  readonly isHeard: (versionId: string) => boolean;
  /** Plays it from where another one is, all equally loud; the one that sounds is paused. */
  readonly hear: (versionId: string) => Promise<void>;
}

export function useTakes(file: StoredFile, earlier: readonly FileVersion[]): Takes {
  const { audio } = api.useUtils();
  const { playing, player } = usePlayer();
  const takes = [
    { versionId: file.versionId, uploadedAt: file.uploadedAt },
    ...earlier.map(({ id, uploadedAt }) => ({ versionId: id, uploadedAt })),
  ];
  const isThis = (versionId: string) =>
    playing.file?.id === file.id && (playing.take?.versionId ?? file.versionId) === versionId;
  const isSounding = playing.status.kind === 'playing' || playing.status.kind === 'loading';
  const lufsOf = async (versionId: string): Promise<number | null> => {
    try {
      const { facts } = await audio.get.fetch({ fileId: file.id, versionId }, { staleTime: 60_000 });
      return facts?.loudness.integratedLufs ?? null;
    } catch {
      return null; // of one that nobody may hear, or that went: the others are compared without it
    }
  };
  return {
    isHeard: (versionId) => isSounding && isThis(versionId),
    hear: async (versionId) => {
      if (isThis(versionId)) return player.toggle();
      const all = await Promise.all(takes.map((take) => lufsOf(take.versionId)));
      const at = takes.findIndex((take) => take.versionId === versionId);
      const take = takes[at];
      if (take) player.compare(file, { ...take, gain: matchedGain(all[at] ?? null, all) });
    },
  };
}
