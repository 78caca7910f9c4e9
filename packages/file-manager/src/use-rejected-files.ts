import type { RejectedFile } from '@dawg/contract/wire-audio';
import { api } from './connection/api.ts';
import { useUploader } from './connection/uploader-context.ts';

/** Files that were uploaded and not kept, because their bytes are no audio that is stored here. */
export interface RejectedFiles {
  readonly rejected: readonly RejectedFile[];
  /** Forgets the notes; the files are gone already. */
  readonly dismiss: () => Promise<void>;
}

export function useRejectedFiles(): RejectedFiles {
  const { client, audio } = api.useUtils();
  const uploader = useUploader();
  const { data = [] } = api.audio.rejected.useQuery();
  return {
    rejected: data,
    dismiss: async () => {
      // Their rows in the tray said that they had arrived.
      const ids = new Set(data.map(({ fileId }) => fileId));
      for (const { id, status } of uploader.snapshot().items)
        if (status.kind === 'stored' && ids.has(status.file.id)) uploader.dismiss(id);
      await client.audio.dismissRejected.mutate({ ids: data.map(({ id }) => id) });
      await audio.rejected.invalidate();
    },
  };
}
