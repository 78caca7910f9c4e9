import { Upload } from 'tus-js-client';
import type { BrowserUpload } from './browser-upload.ts';

/** One stream a file, as tus is made for; its memory in the browser's storage is left out. */
export const upload: BrowserUpload = async ({ files, tusUrl }) => {
  for (const file of files) {
    await new Promise<void>((resolve, reject) => {
      const upload = new Upload(file, {
        endpoint: tusUrl,
        storeFingerprintForResuming: false,
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    });
  }
};
