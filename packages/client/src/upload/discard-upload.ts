import { toStorageError } from '../to-storage-error.ts';
import { untilItAnswers, type Waiting } from './retry.ts';
import type { UploadEnvironment } from './upload-run.ts';
import { createRequest, type UploadMemo } from './upload-memo.ts';

/**
 * Tells the server that an upload may be discarded now, rather than when it expires. When the answer of create was
 * lost, the same request gives the session again. Resolves also when the server refuses: then it has ended already,
 * or nobody is signed in, and its expiry ends it.
 */
export async function discardUpload(
  { client, pace }: Pick<UploadEnvironment, 'client' | 'pace'>,
  memo: UploadMemo,
  signal: AbortSignal,
): Promise<void> {
  const waiting: Waiting = { signal, pace, onWaiting: () => {} };
  const findSession = async () => {
    if (memo.session || !memo.isAsked) return memo.session;
    const create = (limit: AbortSignal) =>
      client.uploads.create.mutate(createRequest(memo), { signal: limit });
    const created = await untilItAnswers(create, toStorageError, waiting);
    return created.kind === 'session' ? created.session : null;
  };
  const discard = async () => {
    const session = await findSession();
    if (!session) return;
    const abort = (limit: AbortSignal) =>
      client.uploads.abort.mutate({ sessionId: session.id }, { signal: limit });
    await untilItAnswers(abort, toStorageError, waiting);
  };
  await Promise.allSettled([discard()]);
}
