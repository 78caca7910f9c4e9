import { createNodeUploader } from '@dawg/client/node/node-uploader';
import { pathSource } from '@dawg/client/node/path-source';
import { createStorageClient } from '@dawg/client/storage-client';
import { untilStored } from './until-stored.ts';
import type { NodeUpload } from './node-upload.ts';

/** All that this suite knows of our engine in Node. */
export const upload: NodeUpload = async ({ urls, files }) => {
  const uploader = createNodeUploader({ client: createStorageClient({ url: `${urls.control}/trpc` }) });
  const sources = await Promise.all(files.map((path) => pathSource(path)));
  await untilStored(uploader, () => uploader.add(sources));
};
