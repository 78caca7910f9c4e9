import type { UploadSession } from '@dawg/contract/wire';
import { useEffect, useMemo, useState } from 'react';
import { api } from './connection/api.ts';
import { settleEach } from './connection/settle-each.ts';
import { useUploader } from './connection/uploader-context.ts';
import { useRefresh } from './connection/use-refresh.ts';
import { leftOverSessions } from './unfinished/left-over-sessions.ts';
import { useUploads } from './use-uploads.ts';

/** Sessions the account has open and this tab is not working on, oldest visit included. */
export interface UnfinishedUploads {
  readonly sessions: readonly UploadSession[];
  /** Those whose file this browser can open again by itself. */
  readonly reopenable: readonly UploadSession[];
  /**
   * Goes on with the reopenable ones; to be called by a press, as the browser may ask. Answers those whose file is gone.
   */
  readonly resume: () => Promise<readonly UploadSession[]>;
  /** Gives up all of them: what was sent is deleted and its reserved space comes free. */
  readonly discard: () => Promise<void>;
}

/** Choosing the same files again continues such a session; the uploader finds it by name, size and time. */
export function useUnfinishedUploads(): UnfinishedUploads {
  const { items } = useUploads();
  const { client } = api.useUtils();
  const refresh = useRefresh();
  const { data } = api.uploads.list.useQuery();
  const sessions = useMemo(() => leftOverSessions(data ?? [], items), [data, items]);
  const uploader = useUploader();
  const [reopenable, setReopenable] = useState<readonly UploadSession[]>([]);
  useEffect(() => {
    let isCurrent = true;
    // Without storage for handles there are none: files are chosen again.
    const show = (found: readonly UploadSession[]) => isCurrent && setReopenable(found);
    uploader.reopenable(sessions).then(show, () => show([]));
    return () => {
      isCurrent = false;
    };
  }, [uploader, sessions]);
  return {
    sessions,
    reopenable,
    resume: () => uploader.reopen(reopenable),
    discard: async () => {
      const { failed } = await settleEach(sessions, ({ id }) =>
        client.uploads.abort.mutate({ sessionId: id }),
      );
      refresh();
      if (failed[0]) throw failed[0].error;
    },
  };
}
