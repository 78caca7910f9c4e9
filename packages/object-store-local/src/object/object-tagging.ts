import type { Bucket } from '../bucket/bucket.ts';
import { emptyAnswer, xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readXmlBody } from '../http/read-xml-body.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { findVersion } from './find-version.ts';
import { changeKey } from './object-record.ts';
import { parseTagging, taggingFields } from './object-tags.ts';
import { versionIdHeader } from './version-headers.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export async function getObjectTagging({ store, request }: Call): Promise<Answer> {
  const bucket = findBucket(store, request.bucketName);
  const version = findVersion(bucket, request.key, request.query.get('versionId'));
  return xmlAnswer(xmlDocument('Tagging', taggingFields(version.tags)), versionIdHeader(bucket, version));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export async function putObjectTagging(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const tags = parseTagging(await readXmlBody(call, 'Tagging', 'optional'));
  return emptyAnswer(200, await replaceTags(call, bucket, tags));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export async function deleteObjectTagging(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  return emptyAnswer(204, await replaceTags(call, bucket, {}));
}

async function replaceTags({ request }: Call, bucket: Bucket, tags: Readonly<Record<string, string>>) {
  const { affected } = await changeKey(bucket, request.key, {
    decide(history) {
      const tagged = findVersion(bucket, request.key, request.query.get('versionId'));
      const changed = { ...tagged, tags };
      return {
        history: history.map((version) => (version === tagged ? changed : version)),
        affected: changed,
      };
    },
  });
  return versionIdHeader(bucket, affected);
}
