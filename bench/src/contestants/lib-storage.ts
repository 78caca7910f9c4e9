import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createReadStream } from 'node:fs';
import { BUCKET, CREDENTIALS, REGION } from '../servers/store-of-bench.ts';
import type { NodeUpload } from './node-upload.ts';

const MIB = 2 ** 20;

/** AWS's own uploader, with its own client's defaults (CRC-32 for each part). It signs by itself. */
export const upload: NodeUpload = async ({ urls, files, variant }) => {
  const client = new S3Client({
    region: REGION,
    endpoint: urls.sink,
    forcePathStyle: true,
    credentials: CREDENTIALS,
  });
  const isTuned = variant === 'tuned';
  for (const path of files) {
    const upload = new Upload({
      client,
      params: {
        Bucket: BUCKET,
        Key: 'file',
        Body: createReadStream(path, isTuned ? { highWaterMark: 4 * MIB } : {}),
      },
      ...(isTuned ? { queueSize: 6, partSize: 16 * MIB } : {}),
    });
    await upload.done();
  }
};
