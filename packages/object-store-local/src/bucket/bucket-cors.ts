import { emptyAnswer, xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readXmlBody } from '../http/read-xml-body.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { changeSettings } from './bucket-folder.ts';
import { corsFields, parseCors } from './cors-rules.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export async function getBucketCors({ store, request }: Call): Promise<Answer> {
  const { cors } = findBucket(store, request.bucketName).settings;
  if (cors.length === 0) throw new S3Error('NoSuchCORSConfiguration');
  return xmlAnswer(xmlDocument('CORSConfiguration', corsFields(cors)));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export async function putBucketCors(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  await changeSettings(bucket, { cors: parseCors(await readXmlBody(call, 'CORSConfiguration', 'required')) });
  return emptyAnswer(200);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export async function deleteBucketCors({ store, request }: Call): Promise<Answer> {
  await changeSettings(findBucket(store, request.bucketName), { cors: [] });
  return emptyAnswer(204);
}
