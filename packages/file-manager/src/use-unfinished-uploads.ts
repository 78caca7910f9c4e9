import type { UploadSession } from '@dawg/contract/wire';
import { useMemo } from 'react';
import { api } from './connection/api.ts';
import { settleEach } from './connection/settle-each.ts';
import { useRefresh } from './connection/use-refresh.ts';
import { leftOverSessions } from './unfinished/left-over-sessions.ts';
import { useUploads } from './use-uploads.ts';

/** Sessions the account has open and this tab is not working on, oldest visit included. */
export interface UnfinishedUploads {
  readonly sessions: readonly UploadSession[];
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
  return {
    sessions,
    discard: async () => {
      const { failed } = await settleEach(sessions, ({ id }) =>
        client.uploads.abort.mutate({ sessionId: id }),
      );
      refresh();
      if (failed[0]) throw failed[0].error;
    },
  };
}
