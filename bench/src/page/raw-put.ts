import type { BrowserUpload } from './browser-upload.ts';

/** The browser's own limit: the whole file in one PUT, unsigned, without a checksum. */
export const upload: BrowserUpload = async ({ files, sinkUrl }) => {
  for (const file of files) await put(`${sinkUrl}/bench/${encodeURIComponent(file.name)}`, file);
};

function put(url: string, file: File): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = () =>
      request.status === 200 ? resolve() : reject(new Error(`status ${request.status}`));
    request.onerror = () => reject(new Error('no answer'));
    request.open('PUT', url);
    request.send(file);
  });
}
