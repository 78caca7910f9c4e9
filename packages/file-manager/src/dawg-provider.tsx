import { createDownloads } from '@dawg/client/browser/downloads';
import { storageLinks } from '@dawg/client/storage-client';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { AccountContext } from './connection/account-context.ts';
import { api } from './connection/api.ts';
import { createQueryClient } from './connection/query-client.ts';
import { ServerOriginContext } from './connection/server-origin-context.ts';
import { signedOutLink } from './connection/signed-out-link.ts';
import { UploaderContext } from './connection/uploader-context.ts';
import { DownloadsContext } from './connection/downloads-context.ts';
import { PlayerContext } from './connection/player-context.ts';
import { usePlayerLife } from './connection/use-player-life.ts';
import { useUploaderLife } from './connection/use-uploader-life.ts';
import { DownloadTray } from './downloads/download-tray.tsx';
import { createFormat } from './format/format.ts';
import { preferredLocale } from './format/preferred-locale.ts';
import { FormatContext } from './format/use-format.ts';
import { english, type Messages } from './messages/english.ts';
import { MessagesContext } from './messages/use-messages.ts';
import { createToasts, ToastsContext } from './toasts/toasts.ts';
import { UploadKeeper } from './uploads/upload-keeper.tsx';
import { ToastRegion } from './toasts/toast-region.tsx';
import { UploadTray } from './uploads/upload-tray.tsx';

export interface DawgProviderProps {
  /** Where the server's procedures are, for example `/trpc`. */
  readonly url: string;
  /** Headers of every call, read anew each time. */
  readonly headers?: () => Record<string, string>;
  /** The signed-in user's id. A `<FileManager userId>` that names somebody else refuses to work. */
  readonly userId?: string;
  /** The host's own query client, so that both share one cache. */
  readonly queryClient?: QueryClient;
  /** Called whenever a call finds nobody signed in. */
  readonly onSignedOut?: () => void;
  readonly messages?: Messages;
  readonly children: ReactNode;
}

/**
 * Put this near the root, above every `<FileManager/>`. It owns the connection and the one uploader, so that uploads
 * go on while pages come and go, and it docks the tray that shows them.
 */
export function DawgProvider({ messages = english, children, ...connection }: DawgProviderProps) {
  const locale = useMemo(() => preferredLocale(messages.locale, navigator.languages), [messages]);
  const format = useMemo(() => createFormat(locale), [locale]);
  return (
    <I18nProvider locale={locale}>
      <MessagesContext value={messages}>
        <FormatContext value={format}>
          <Connection {...connection}>{children}</Connection>
        </FormatContext>
      </MessagesContext>
    </I18nProvider>
  );
}

function Connection(props: Omit<DawgProviderProps, 'messages'>) {
  const client = useClient(props);
  const [ownQueryClient] = useState(createQueryClient);
  const queryClient = props.queryClient ?? ownQueryClient;
  const uploader = useUploaderLife(client);
  const downloads = useMemo(() => createDownloads(client), [client]);
  const player = usePlayerLife(client);
  const [toasts] = useState(createToasts);
  const serverOrigin = new URL(props.url, window.location.href).origin;
  const account = useMemo(() => ({ userId: props.userId }), [props.userId]);

  return (
    <QueryClientProvider client={queryClient}>
      <api.Provider client={client} queryClient={queryClient}>
        <AccountContext value={account}>
          <ServerOriginContext value={serverOrigin}>
            <UploaderContext value={uploader}>
              <DownloadsContext value={downloads}>
                <PlayerContext value={player}>
                  <ToastsContext value={toasts}>
                    {props.children}
                    <UploadKeeper />
                    <UploadTray />
                    <DownloadTray />
                    <ToastRegion />
                  </ToastsContext>
                </PlayerContext>
              </DownloadsContext>
            </UploaderContext>
          </ServerOriginContext>
        </AccountContext>
      </api.Provider>
    </QueryClientProvider>
  );
}

/** One client for as long as the address stays; callbacks are read when they are needed. */
function useClient({
  url,
  headers,
  onSignedOut,
}: Pick<DawgProviderProps, 'url' | 'headers' | 'onSignedOut'>) {
  const latest = useRef({ headers, onSignedOut });
  useEffect(() => {
    latest.current = { headers, onSignedOut };
  });
  return useMemo(
    () =>
      api.createClient({
        links: [
          // oxlint-disable-next-line react/refs -- read when a call is made, never while rendering
          signedOutLink(() => latest.current.onSignedOut?.()),
          // oxlint-disable-next-line react/refs -- as above
          ...storageLinks({ url, headers: () => latest.current.headers?.() ?? {} }),
        ],
      }),
    [url],
  );
}
