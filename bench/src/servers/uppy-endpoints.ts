import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson, sendJson } from './json-body.ts';
import { BUCKET } from './store-of-bench.ts';

const EXPIRES_IN_SECONDS = 3600;

/** What Uppy's callbacks ask for, in the words of S3. */
export interface UppyRequest {
  readonly step: 'create' | 'sign' | 'complete' | 'put' | 'form';
  readonly key: string;
  readonly uploadId?: string;
  readonly partNumber?: number;
  readonly contentType?: string;
  readonly parts?: readonly { readonly PartNumber?: number; readonly ETag?: string }[];
  /** Answer a URL to send this step to, instead of taking it: how Uppy 6 works. */
  readonly isPresigned?: boolean;
}

/** What a server beside Uppy does, as Uppy's documentation has it: AWS's SDK, nothing kept. */
export function uppyEndpoints(client: S3Client) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = (await readJson(request)) as UppyRequest; // our own page's
    if (asked.step === 'form') {
      const policy = { Bucket: BUCKET, Key: asked.key, Expires: EXPIRES_IN_SECONDS };
      return sendJson(response, await createPresignedPost(client, policy));
    }
    if (asked.isPresigned || asked.step === 'put' || asked.step === 'sign')
      return sendJson(response, { url: await signedUrl(client, asked) });
    if (asked.step === 'create') {
      const { UploadId } = await client.send(createCommand(asked));
      return sendJson(response, { key: asked.key, uploadId: UploadId });
    }
    await client.send(completeCommand(asked));
    sendJson(response, {});
  };
}

function signedUrl(client: S3Client, asked: UppyRequest): Promise<string> {
  const { step, key, uploadId, partNumber, contentType } = asked;
  const target = { Bucket: BUCKET, Key: key };
  const options = { expiresIn: EXPIRES_IN_SECONDS };
  switch (step) {
    case 'put':
      return getSignedUrl(client, new PutObjectCommand({ ...target, ContentType: contentType }), options);
    case 'sign':
      return getSignedUrl(
        client,
        new UploadPartCommand({ ...target, UploadId: uploadId, PartNumber: partNumber }),
        options,
      );
    case 'create':
      return getSignedUrl(client, createCommand(asked), options);
    default:
      return getSignedUrl(client, completeCommand(asked), options);
  }
}

function createCommand({ key, contentType }: UppyRequest): CreateMultipartUploadCommand {
  return new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: key, ContentType: contentType });
}

function completeCommand({ key, uploadId, parts = [] }: UppyRequest): CompleteMultipartUploadCommand {
  return new CompleteMultipartUploadCommand({
    Bucket: BUCKET,
    Key: key,
    UploadId: uploadId,
    MultipartUpload: { Parts: parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
  });
}
