import { createContext, use } from 'react';

/** Whose files these are, as far as the host has said. */
export interface Account {
  /** The signed-in user's id; undefined when the host did not say. */
  readonly userId: string | undefined;
}

export const AccountContext = createContext<Account>({ userId: undefined });

export function useAccount(): Account {
  return use(AccountContext);
}
