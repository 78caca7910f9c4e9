import { Button } from '@dawg/file-manager/controls/button';
import { useEffect } from 'react';
import { messages } from '../messages.ts';
import { navigate } from '../routing/location.ts';
import { LoadingPage } from '../shell/loading-page.tsx';
import { accountClient } from './account-client.ts';
import { AccountForm } from './account-form.tsx';
import { Door } from './door.tsx';
import { useServerStatus } from './use-server-status.ts';

export interface SignedOutProps {
  readonly pathname: string;
  readonly setupToken: string | null;
}

/** The way in: the first visit's setup, a new account where that is open, otherwise signing in. */
export function SignedOut({ pathname, setupToken }: SignedOutProps) {
  const status = useServerStatus();
  if (!status) return <LoadingPage />;
  if (pathname === '/setup' && setupToken !== null) return <Setup token={setupToken} />;
  if (pathname === '/setup' && !status.ownerExists) return <IncompleteLink />;
  if (!status.ownerExists && !status.signUpOpen) return <NoOwnerYet />;
  if (pathname === '/sign-up' && status.signUpOpen) return <SignUp />;
  return <SignIn offersSignUp={status.signUpOpen} />;
}

function Setup({ token }: { readonly token: string }) {
  usePageTitle(messages.pages.setup);
  return (
    <Door title={messages.setup.title} text={messages.setup.text}>
      <AccountForm
        kind="new-account"
        submitLabel={messages.setup.submit}
        onSubmit={async (credentials) => {
          const { error } = await accountClient.signUp.email(credentials, {
            headers: { 'x-setup-token': token },
          });
          return error;
        }}
      />
    </Door>
  );
}

function SignUp() {
  usePageTitle(messages.pages.signUp);
  return (
    <Door title={messages.signUp.title}>
      <AccountForm
        kind="new-account"
        submitLabel={messages.signUp.submit}
        onSubmit={async (credentials) => (await accountClient.signUp.email(credentials)).error}
      />
      <Button variant="quiet" size="large" className="mt-2 w-full" onPress={() => navigate('/')}>
        {messages.signUp.toSignIn}
      </Button>
    </Door>
  );
}

function SignIn({ offersSignUp }: { readonly offersSignUp: boolean }) {
  usePageTitle(messages.pages.signIn);
  return (
    <Door title={messages.signIn.title}>
      <AccountForm
        kind="sign-in"
        submitLabel={messages.signIn.submit}
        onSubmit={async ({ email, password }) =>
          (await accountClient.signIn.email({ email, password })).error
        }
      />
      {offersSignUp && (
        <Button variant="quiet" size="large" className="mt-2 w-full" onPress={() => navigate('/sign-up')}>
          {messages.signIn.toSignUp}
        </Button>
      )}
    </Door>
  );
}

function NoOwnerYet() {
  return <Door title={messages.signIn.noOwner} text={messages.signIn.noOwnerText} />;
}

function IncompleteLink() {
  return <Door title={messages.setup.noTokenTitle} text={messages.setup.noTokenText} />;
}

function usePageTitle(page: string): void {
  useEffect(() => {
    document.title = messages.title(page);
  }, [page]);
}
