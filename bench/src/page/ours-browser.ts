import { createBrowserUploader } from '@dawg/client/browser/browser-uploader';
import { fileSource } from '@dawg/client/browser/file-source';
import { createStorageClient } from '@dawg/client/storage-client';
import type { FileSource, ReadPart } from '@dawg/client/upload/file-source';
import { untilStored } from '../contestants/until-stored.ts';
import type { BrowserUpload } from './browser-upload.ts';
import { lineWatch } from './line-watch.ts';

/** All that this suite knows of our engine in a browser. */
export const upload: BrowserUpload = async ({ files }) => {
  const uploader = createBrowserUploader({ client: createStorageClient({ url: '/trpc' }) });
  lineWatch.watchParts();
  await untilStored(uploader, () => uploader.add(files.map((file) => watched(fileSource(file)))));
};

/** Our parts are sent by workers, where the page's watch does not see them. */
function watched(source: FileSource): FileSource {
  return { ...source, readPart: async (range) => watchedPart(await source.readPart(range)) };
}

function watchedPart(part: ReadPart): ReadPart {
  const { bytes } = part;
  lineWatch.partIsReady();
  if (bytes instanceof Uint8Array) return part; // without workers the page sends it, seen
  return {
    ...part,
    bytes: { ...bytes, put: (signed, options) => lineWatch.put(() => bytes.put(signed, options)) },
  };
}
