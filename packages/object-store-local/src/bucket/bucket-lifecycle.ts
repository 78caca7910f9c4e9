import { emptyAnswer, xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readXmlBody } from '../http/read-xml-body.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { changeSettings } from './bucket-folder.ts';
import { lifecycleFields, parseLifecycle } from './lifecycle-rules.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export async function getBucketLifecycle({ store, request }: Call): Promise<Answer> {
  const { lifecycle } = findBucket(store, request.bucketName).settings;
  if (lifecycle.length === 0) throw new S3Error('NoSuchLifecycleConfiguration');
  return xmlAnswer(xmlDocument('LifecycleConfiguration', lifecycleFields(lifecycle)));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export async function putBucketLifecycle(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const document = await readXmlBody(call, 'LifecycleConfiguration', 'required');
  await changeSettings(bucket, { lifecycle: parseLifecycle(document) });
  return emptyAnswer(200);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export async function deleteBucketLifecycle({ store, request }: Call): Promise<Answer> {
  await changeSettings(findBucket(store, request.bucketName), { lifecycle: [] });
  return emptyAnswer(204);
}
