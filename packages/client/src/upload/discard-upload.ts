import type { CreateUpload, UploadSession } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { untilItAnswers, type Pace, type Waiting } from './retry.ts';
import { createRequest, type UploadMemo } from './upload-memo.ts';

/** An upload to be given up. */
export interface Discarded {
  readonly session: Pick<UploadSession, 'id'> | null;
  /** What create was asked, where there may be a session though its answer never came. */
  readonly request: CreateUpload | null;
}

/**
 * Tells the server that an upload may be discarded now, rather than when it expires. When the answer of create was
 * lost, the same request gives the session again. Resolves also when the server refuses: then it has ended already,
 * or nobody is signed in, and its expiry ends it. `too-late`: the file is stored.
 */
export async function discardSession(
  { client, pace }: { readonly client: StorageClient; readonly pace: Pace },
  { session: known, request }: Discarded,
  signal: AbortSignal,
): Promise<'discarded' | 'too-late'> {
  const waiting: Waiting = { signal, pace, onWaiting: () => {} };
  const findSession = async () => {
    if (known || !request) return known;
    const create = (limit: AbortSignal) => client.uploads.create.mutate(request, { signal: limit });
    const created = await untilItAnswers(create, toStorageError, waiting);
    return created.kind === 'session' ? created.session : null;
  };
  try {
    const session = await findSession();
    if (!session) return 'discarded';
    const abort = (limit: AbortSignal) =>
      client.uploads.abort.mutate({ sessionId: session.id }, { signal: limit });
    await untilItAnswers(abort, toStorageError, waiting);
    return 'discarded';
  } catch (thrown) {
    const { code, details } = toStorageError(thrown);
    return code === 'upload-ended' && details['state'] === 'completed' ? 'too-late' : 'discarded';
  }
}

/** The same for a file of the engine's. */
export function discardUpload(
  env: { readonly client: StorageClient; readonly pace: Pace },
  memo: UploadMemo,
  signal: AbortSignal,
): Promise<'discarded' | 'too-late'> {
  const request = memo.isAsked ? createRequest(memo) : null;
  return discardSession(env, { session: memo.session, request }, signal);
}
