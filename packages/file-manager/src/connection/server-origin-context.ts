import { createContext, use } from 'react';

/** Where the server is: what is fetched by a plain link has no connection to tell it. */
export const ServerOriginContext = createContext('');

export function useServerOrigin(): string {
  return use(ServerOriginContext);
}
