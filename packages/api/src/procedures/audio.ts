import type { CoverUrl, FileAudio, Playback, RejectedFile } from '@dawg/contract/wire-audio';
import { fileInput, rejectedInput, takeInput } from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** What the caller's files sound like, and those that were not kept because they are no sound. */
export const audio = router({
  get: ownerProcedure
    .input(takeInput)
    .query(({ ctx, input }): Promise<FileAudio> => ctx.storage.audio.get({ ...input, owner: ctx.owner })),
  // Mutations though they change nothing: each call mints a secret that no cache may keep.
  playbackUrl: ownerProcedure
    .input(takeInput)
    .mutation(({ ctx, input }): Promise<Playback> =>
      ctx.storage.audio.createPlaybackUrl({ ...input, owner: ctx.owner }),
    ),
  coverUrl: ownerProcedure
    .input(fileInput)
    .mutation(({ ctx, input }): Promise<CoverUrl> =>
      ctx.storage.audio.createCoverUrl({ ...input, owner: ctx.owner }),
    ),
  rejected: ownerProcedure.query(({ ctx }): Promise<readonly RejectedFile[]> =>
    ctx.storage.audio.listRejected({ owner: ctx.owner }),
  ),
  dismissRejected: ownerProcedure
    .input(rejectedInput)
    .mutation(({ ctx, input }): Promise<void> =>
      ctx.storage.audio.dismissRejected({ ...input, owner: ctx.owner }),
    ),
});
