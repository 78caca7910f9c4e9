import { emptyAnswer, xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { findBucket, OWNER } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export async function listBuckets({ store }: Call): Promise<Answer> {
  const buckets = [...store.buckets.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return xmlAnswer(
    xmlDocument('ListAllMyBucketsResult', {
      Owner: OWNER,
      Buckets: {
        Bucket: buckets.map(({ name, settings }) => ({
          Name: name,
          CreationDate: new Date(settings.createdAt).toISOString(),
        })),
      },
    }),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export async function headBucket({ store, request }: Call): Promise<Answer> {
  findBucket(store, request.bucketName);
  return emptyAnswer(200, { 'x-amz-bucket-region': store.credentials.region });
}

/** Empty stands for us-east-1. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export async function getBucketLocation({ store, request }: Call): Promise<Answer> {
  findBucket(store, request.bucketName);
  const { region } = store.credentials;
  return xmlAnswer(xmlDocument('LocationConstraint', region === 'us-east-1' ? '' : region));
}
