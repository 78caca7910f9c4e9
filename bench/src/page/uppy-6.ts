import AwsS3 from 'uppy-aws-s3-6';
import Uppy from 'uppy-core-6';
import type { UppyRequest } from '../servers/uppy-endpoints.ts';
import { askUppyServer } from './ask-uppy-server.ts';
import type { BrowserUpload } from './browser-upload.ts';

/** Uppy 6: a file's parts one after another, files side by side, each request signed by a call of its own. */
export const upload: BrowserUpload = async ({ files, variant }) => {
  const uppy = new Uppy();
  uppy.use(AwsS3, {
    limit: 6,
    shouldUseMultipart: variant === 'parts',
    generateObjectKey: (file) => file.name,
    signRequest: async (request) => {
      const { url, fields } = await askUppyServer(stepOf(request, variant));
      return fields ? { url, fields } : { url };
    },
  });
  uppy.addFiles(files.map((file) => ({ name: file.name, type: file.type, data: file })));
  const result = await uppy.upload();
  const failed = result?.failed ?? [];
  if (failed.length > 0 || result?.successful?.length !== files.length)
    throw new Error(`Uppy 6 failed with ${failed.length} files: ${failed[0]?.error}`);
};

interface SignedByUppy {
  readonly method: string;
  readonly key: string;
  readonly uploadId?: string;
  readonly partNumber?: number;
  readonly contentType?: string;
}

function stepOf(
  { method, key, uploadId, partNumber, contentType }: SignedByUppy,
  variant: string,
): UppyRequest {
  if (method === 'PUT' && partNumber !== undefined) return { step: 'sign', key, uploadId, partNumber };
  if (method === 'PUT') return { step: variant === 'form' ? 'form' : 'put', key, contentType };
  if (uploadId === undefined) return { step: 'create', key, isPresigned: true };
  return { step: 'complete', key, uploadId, isPresigned: true };
}
