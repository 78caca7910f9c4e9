import {
  createBrowserUploader,
  wakeOnReturn,
  type BrowserUploader,
} from '@dawg/client/browser/browser-uploader';
import type { StorageClient } from '@dawg/client/storage-client';
import { useEffect, useMemo } from 'react';

/**
 * One uploader for as long as the provider is mounted. Closing stops what is under way and nothing else, so strict
 * mode's trial unmount does no harm.
 */
export function useUploaderLife(client: StorageClient): BrowserUploader {
  const uploader = useMemo(() => createBrowserUploader({ client }), [client]);
  useEffect(() => {
    const stopWaking = wakeOnReturn(uploader);
    return () => {
      stopWaking();
      uploader.close();
    };
  }, [uploader]);
  return uploader;
}
