import type { RejectedFile } from '@dawg/contract/wire-audio';
import { api } from './connection/api.ts';

/** Files that were uploaded and not kept, because their bytes are no audio that is stored here. */
export interface RejectedFiles {
  readonly rejected: readonly RejectedFile[];
  /** Forgets the notes; the files are gone already. */
  readonly dismiss: () => Promise<void>;
}

export function useRejectedFiles(): RejectedFiles {
  const { client, audio } = api.useUtils();
  const { data = [] } = api.audio.rejected.useQuery();
  return {
    rejected: data,
    dismiss: async () => {
      await client.audio.dismissRejected.mutate({ ids: data.map(({ id }) => id) });
      await audio.rejected.invalidate();
    },
  };
}
