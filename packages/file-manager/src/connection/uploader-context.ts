import type { Uploader } from '@dawg/client/upload/uploader';
import { createContext, use } from 'react';

export const UploaderContext = createContext<Uploader | null>(null);

/** The one uploader of the provider above. */
export function useUploader(): Uploader {
  const uploader = use(UploaderContext);
  if (!uploader) throw new Error('Wrap the file manager in <DawgProvider url="…">.');
  return uploader;
}
