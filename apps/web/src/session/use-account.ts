import { accountClient } from './account-client.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who is here. */
export type Account =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable'; readonly retry: () => void }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly user: User };

export function useAccount(): Account {
  const { data, error, isPending, refetch } = accountClient.useSession();
  // While it is asked again the answer from before stands: a page must not blink away under an upload.
  if (data) return { kind: 'signed-in', user: data.user };
  if (isPending) return { kind: 'loading' };
  if (error && error.status !== 401) return { kind: 'unreachable', retry: () => void refetch() };
  return { kind: 'signed-out' };
}
