import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Upload } from 'tus-js-client';
import type { NodeUpload } from './node-upload.ts';

/** One stream a file, as tus is made for: `chunkSize` unlimited is what its documentation recommends. */
export const upload: NodeUpload = async ({ urls, files }) => {
  for (const path of files) {
    const uploadSize = (await stat(path)).size;
    await new Promise<void>((resolve, reject) => {
      const upload = new Upload(createReadStream(path), {
        endpoint: urls.tus,
        uploadSize,
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    });
  }
};
