import AwsS3 from 'uppy-aws-s3-5';
import Uppy from 'uppy-core-5';
import { askUppyServer } from './ask-uppy-server.ts';
import type { BrowserUpload } from './browser-upload.ts';

/** Uppy 5: parts side by side, each signed by a call of its own. */
export const upload: BrowserUpload = async ({ files, variant }) => {
  const uppy = new Uppy();
  uppy.use(AwsS3, {
    limit: 6,
    shouldUseMultipart: () => variant === 'parts',
    createMultipartUpload: async (file) =>
      askUppyServer({ step: 'create', key: file.name ?? '', contentType: file.type }),
    signPart: async (_file, { uploadId, key, partNumber }) => {
      const { url } = await askUppyServer({ step: 'sign', key, uploadId, partNumber });
      return { url };
    },
    completeMultipartUpload: async (_file, { uploadId, key, parts }) => {
      await askUppyServer({ step: 'complete', key, uploadId, parts });
      return {};
    },
    abortMultipartUpload: () => {},
    listParts: () => [],
    getUploadParameters: async (file) => {
      const { url } = await askUppyServer({ step: 'put', key: file.name ?? '', contentType: file.type });
      return { method: 'PUT', url, headers: { 'content-type': file.type } };
    },
  });
  uppy.addFiles(files.map((file) => ({ name: file.name, type: file.type, data: file })));
  const result = await uppy.upload();
  const failed = result?.failed ?? [];
  if (failed.length > 0 || result?.successful?.length !== files.length)
    throw new Error(`Uppy 5 failed with ${failed.length} files: ${failed[0]?.error}`);
};
