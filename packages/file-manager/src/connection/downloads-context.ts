import type { Downloads } from '@dawg/client/browser/downloads';
import { createContext, use } from 'react';

export const DownloadsContext = createContext<Downloads | null>(null);

/** The downloads of the provider above. */
export function useDownloads(): Downloads {
  const downloads = use(DownloadsContext);
  if (!downloads) throw new Error('Wrap the file manager in <DawgProvider url="…">.');
  return downloads;
}
