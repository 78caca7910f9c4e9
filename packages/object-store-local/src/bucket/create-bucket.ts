import { join } from 'node:path';
import { renameDurably } from '../disk/durable-write.ts';
import { randomName } from '../disk/random-name.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readText } from '../http/request-body.ts';
import { S3Error } from '../s3-error.ts';
import { temporaryFolder, type Store } from '../store.ts';
import { parseXml, textOf } from '../xml/parse-xml.ts';
import { bucketAt, type BucketSettings } from './bucket.ts';
import { bucketFolder, makeBucketFolder } from './bucket-folder.ts';
import { checkBucketName } from './bucket-name.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export async function createBucket(call: Call): Promise<Answer> {
  const { store, request } = call;
  const name = request.bucketName;
  checkBucketName(name);
  if (call.headers.get('x-amz-bucket-object-lock-enabled') === 'true') throw new S3Error('NotImplemented');
  checkLocation(store, await readText(call.body, MAX_BODY_BYTES));
  await store.bucketLock.run(name, async () => {
    if (store.buckets.has(name))
      throw new S3Error('BucketAlreadyOwnedByYou', undefined, { fields: { BucketName: name } });
    await addBucket(store, name);
  });
  return emptyAnswer(200, { location: `/${name}` });
}

async function addBucket(store: Store, name: string): Promise<void> {
  const temporary = temporaryFolder(store.directory);
  const folder = bucketFolder(store.directory, name);
  const settings: BucketSettings = { createdAt: store.clock(), versioning: 'Off', cors: [], lifecycle: [] };
  const staged = join(temporary, randomName());
  await makeBucketFolder(temporary, staged, settings);
  await renameDurably(staged, folder);
  store.buckets.set(name, bucketAt(folder, name, settings, temporary, store.report));
}

function checkLocation(store: Store, body: string): void {
  if (body.trim() === '') return;
  const location = textOf(parseXml(body, 'CreateBucketConfiguration'), 'LocationConstraint');
  if (location !== undefined && location !== store.credentials.region) {
    throw new S3Error('IllegalLocationConstraintException');
  }
}
