import { createBrowserUploader } from '@dawg/client/browser/browser-uploader';
import { fileSource } from '@dawg/client/browser/file-source';
import { createStorageClient } from '@dawg/client/storage-client';
import { untilStored } from '../contestants/until-stored.ts';
import type { BrowserUpload } from './browser-upload.ts';

/** All that this suite knows of our engine in a browser. */
export const upload: BrowserUpload = async ({ files }) => {
  const uploader = createBrowserUploader({ client: createStorageClient({ url: '/trpc' }) });
  await untilStored(uploader, () => uploader.add(files.map((file) => fileSource(file))));
};
