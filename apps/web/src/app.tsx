import { DawgProvider } from '@dawg/file-manager/dawg-provider';
import { useEffect } from 'react';
import { navigate, useLocation } from './routing/location.ts';
import { accountClient } from './session/account-client.ts';
import { SignedOut } from './session/signed-out.tsx';
import { useAccount } from './session/use-account.ts';
import { FilesPage } from './shell/files-page.tsx';
import { LoadingPage } from './shell/loading-page.tsx';
import { UnreachablePage } from './shell/unreachable-page.tsx';

/** Decides between the three situations: nobody knows yet who is here, nobody is, somebody is. */
export function App({ setupToken }: { readonly setupToken: string | null }) {
  const account = useAccount();
  const { pathname } = useLocation();
  const isAtDoor = pathname === '/setup' || pathname === '/sign-up';

  useEffect(() => {
    if (account.kind === 'signed-in' && isAtDoor) navigate('/', { replace: true });
  }, [account.kind, isAtDoor]);

  switch (account.kind) {
    case 'loading':
      return <LoadingPage />;
    case 'unreachable':
      return <UnreachablePage onRetry={account.retry} />;
    case 'signed-out':
      return <SignedOut pathname={pathname} setupToken={setupToken} />;
    case 'signed-in':
      return (
        // One provider a user: uploads of one never go on for another.
        <DawgProvider
          key={account.user.id}
          url="/trpc"
          userId={account.user.id}
          onSignedOut={() => accountClient.$store.notify('$sessionSignal')}
        >
          <FilesPage user={account.user} />
        </DawgProvider>
      );
  }
}
