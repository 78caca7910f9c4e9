import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../disk/durable-write.ts';
import { randomName } from '../disk/random-name.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { S3Error } from '../s3-error.ts';
import { bucketsFolder, findBucket } from '../store.ts';

/**
 * Only an empty bucket can go; open multipart uploads go with it, as on S3.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export async function deleteBucket({ store, request }: Call): Promise<Answer> {
  const name = request.bucketName;
  await store.bucketLock.run(name, async () => {
    const bucket = findBucket(store, name);
    if (bucket.index.size > 0)
      throw new S3Error('BucketNotEmpty', undefined, { fields: { BucketName: name } });
    if (bucket.changesInFlight > 0 || bucket.bytes.hasReaders) throw new S3Error('OperationAborted');
    // From here on no change begins, and none is under way: nothing can arrive in a folder that is going.
    bucket.isDeleted = true;
    const doomed = join(bucket.temporaryFolder, randomName());
    try {
      await rename(bucket.folder, doomed);
    } catch (error) {
      bucket.isDeleted = false;
      throw error;
    }
    await syncFolder(bucketsFolder(store.directory));
    store.buckets.delete(name);
    await rm(doomed, { recursive: true, force: true });
  });
  return emptyAnswer(204);
}
