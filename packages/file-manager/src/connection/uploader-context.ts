import type { BrowserUploader } from '@dawg/client/browser/browser-uploader';
import { createContext, use } from 'react';

export const UploaderContext = createContext<BrowserUploader | null>(null);

/** The one uploader of the provider above. */
export function useUploader(): BrowserUploader {
  const uploader = use(UploaderContext);
  if (!uploader) throw new Error('Wrap the file manager in <DawgProvider url="…">.');
  return uploader;
}
