import type { StorageClient } from '@dawg/client/storage-client';
import { createUploader, type Uploader } from '@dawg/client/upload/uploader';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { knownUploadRules } from '../use-upload-rules.ts';

/**
 * One uploader for as long as the provider is mounted. Closing stops what is under way and nothing else, so strict
 * mode's trial unmount does no harm.
 */
export function useUploaderLife(client: StorageClient, queryClient: QueryClient): Uploader {
  const uploader = useMemo(
    () => createUploader({ client, rules: knownUploadRules(queryClient) }),
    [client, queryClient],
  );
  useEffect(() => () => uploader.close(), [uploader]);
  return uploader;
}
