import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { changeBucket } from '../bucket/bucket.ts';
import { syncFolder, renameDurably } from '../disk/durable-write.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { findBucket } from '../store.ts';
import { findUpload } from './find-upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortMultipartUpload({ store, request }: Call): Promise<Answer> {
  const bucket = findBucket(store, request.bucketName);
  const uploadId = request.query.get('uploadId') ?? '';
  await changeBucket(bucket, `upload:${uploadId}`, async () => {
    const upload = findUpload(bucket, request.key, uploadId);
    const doomed = join(bucket.temporaryFolder, upload.id);
    // One rename ends the upload; a folder being emptied file by file would come back as half an upload after a crash.
    await renameDurably(bucket.bytes.pathOf(upload.id), doomed);
    await syncFolder(bucket.bytes.path);
    bucket.uploads.delete(upload.id);
    await rm(doomed, { recursive: true, force: true });
  });
  return emptyAnswer(204);
}
