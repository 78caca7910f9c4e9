import { emptyAnswer, xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readXmlBody } from '../http/read-xml-body.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { textOf } from '../xml/parse-xml.ts';
import { changeSettings } from './bucket-folder.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export async function getBucketVersioning({ store, request }: Call): Promise<Answer> {
  const { versioning } = findBucket(store, request.bucketName).settings;
  return xmlAnswer(
    xmlDocument('VersioningConfiguration', { Status: versioning === 'Off' ? undefined : versioning }),
  );
}

/** Once on, versioning can only be suspended. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export async function putBucketVersioning(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const document = await readXmlBody(call, 'VersioningConfiguration', 'optional');
  const status = textOf(document, 'Status');
  if (textOf(document, 'MfaDelete') === 'Enabled') throw new S3Error('NotImplemented');
  if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML');
  await changeSettings(bucket, { versioning: status });
  return emptyAnswer(200);
}
