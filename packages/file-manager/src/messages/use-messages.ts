import { createContext, use } from 'react';
import { english, type Messages } from './english.ts';

/** The catalogue in use; English where no provider says otherwise. */
export const MessagesContext = createContext<Messages>(english);

export function useMessages(): Messages {
  return use(MessagesContext);
}
