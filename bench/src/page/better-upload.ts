import { uploadFiles } from '@better-upload/client';
import type { BrowserUpload } from './browser-upload.ts';

/** better-upload: every URL in one call; what is to run side by side is left to the browser, as by default. */
export const upload: BrowserUpload = async ({ files, variant }) => {
  const { failedFiles, files: stored } = await uploadFiles({
    api: '/better-upload',
    route: variant,
    files: [...files],
  });
  if (failedFiles.length > 0 || stored.length !== files.length)
    throw new Error(`better-upload failed with ${failedFiles.length} files`);
};
