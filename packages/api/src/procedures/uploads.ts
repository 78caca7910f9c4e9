import type {
  CompletedUpload,
  CreatedUpload,
  SignedPart,
  UploadProgress,
  UploadRules,
  UploadSession,
} from '@dawg/contract/wire';
import { completeUploadInput, createUploadInput, sessionInput, signPartsInput } from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** Upload sessions; every procedure may be repeated. The protocol: docs/life-of-an-upload.md. */
export const uploads = router({
  rules: ownerProcedure.query(({ ctx }): UploadRules => ({
    maxFileBytes: ctx.storage.settings.maxFileBytes,
    smallestPartBytes: ctx.storage.settings.smallestPartBytes,
  })),
  create: ownerProcedure
    .input(createUploadInput)
    .mutation(({ ctx, input }): Promise<CreatedUpload> =>
      ctx.storage.uploads.create({ ...input, owner: ctx.owner }),
    ),
  sign: ownerProcedure
    .input(signPartsInput)
    .mutation(({ ctx, input }): Promise<SignedPart[]> =>
      ctx.storage.uploads.sign({ ...input, owner: ctx.owner }),
    ),
  get: ownerProcedure
    .input(sessionInput)
    .query(({ ctx, input }): Promise<UploadProgress> =>
      ctx.storage.uploads.get({ ...input, owner: ctx.owner }),
    ),
  list: ownerProcedure.query(({ ctx }): Promise<UploadSession[]> =>
    ctx.storage.uploads.list({ owner: ctx.owner }),
  ),
  complete: ownerProcedure
    .input(completeUploadInput)
    .mutation(({ ctx, input }): Promise<CompletedUpload> =>
      ctx.storage.uploads.complete({ ...input, owner: ctx.owner }),
    ),
  abort: ownerProcedure
    .input(sessionInput)
    .mutation(({ ctx, input }): Promise<UploadSession> =>
      ctx.storage.uploads.abort({ ...input, owner: ctx.owner }),
    ),
});
