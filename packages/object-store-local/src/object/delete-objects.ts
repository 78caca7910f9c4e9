import type { Bucket } from '../bucket/bucket.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readXmlBody } from '../http/read-xml-body.ts';
import { S3Error, toS3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument, type XmlFields } from '../xml/build-xml.ts';
import { elementsOf, requiredTextOf, textOf } from '../xml/parse-xml.ts';
import { deleteKey, type Deletion } from './delete-object.ts';

const MAX_DELETIONS = 1000;
/** Deletions wait for the disk, not for each other; more than a few at once would only queue there. */
const LANES = 8;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const document = await readXmlBody(call, 'Delete', 'required');
  const isQuiet = textOf(document, 'Quiet') === 'true';
  const now = call.store.clock();
  const deletions = elementsOf(document, 'Object').map((item): Deletion => {
    const etag = textOf(item, 'ETag');
    const conditions = new Map(etag === undefined ? [] : [['if-match', etag]]);
    return { key: requiredTextOf(item, 'Key'), versionId: textOf(item, 'VersionId'), now, conditions };
  });
  if (deletions.length === 0 || deletions.length > MAX_DELETIONS) throw new S3Error('MalformedXML');

  const results = await inLanes(deletions, (deletion) => deleteOne(bucket, deletion));
  return xmlAnswer(
    xmlDocument('DeleteResult', {
      Deleted: isQuiet ? [] : results.map((result) => result.deleted).filter((item) => item !== undefined),
      Error: results.map((result) => result.error).filter((item) => item !== undefined),
    }),
  );
}

interface DeletionResult {
  readonly deleted?: XmlFields;
  readonly error?: XmlFields;
}

async function deleteOne(bucket: Bucket, deletion: Deletion): Promise<DeletionResult> {
  const { key: Key, versionId: VersionId } = deletion;
  try {
    const affected = await deleteKey(bucket, deletion);
    const marker = affected?.kind === 'delete-marker' && {
      DeleteMarker: true,
      DeleteMarkerVersionId: affected.versionId,
    };
    return { deleted: { Key, VersionId, ...marker } };
  } catch (error) {
    const known = toS3Error(error);
    if (known === undefined) throw error;
    return { error: { Key, VersionId, Code: known.code, Message: known.message } };
  }
}

/** Results in the order of the items, `LANES` of them at work at a time. */
async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const lane = async () => {
    for (const [at, item] of entries) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}
