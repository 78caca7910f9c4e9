import type { Bucket } from '../bucket/bucket.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { findBucket } from '../store.ts';
import { withoutCurrent, withoutVersion } from './key-history.ts';
import { changeKey } from './object-record.ts';
import type { KeyVersion } from './object-version.ts';
import { checkWriteConditions } from './preconditions.ts';

/** 204 also for what is not there. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export async function deleteObject(call: Call): Promise<Answer> {
  const { store, request, headers } = call;
  const bucket = findBucket(store, request.bucketName);
  const versionId = request.query.get('versionId');
  const affected = await deleteKey(bucket, {
    key: request.key,
    versionId,
    now: store.clock(),
    conditions: headers,
  });
  return emptyAnswer(204, {
    ...(affected?.kind === 'delete-marker' && { 'x-amz-delete-marker': 'true' }),
    ...(affected !== undefined &&
      bucket.settings.versioning !== 'Off' && { 'x-amz-version-id': affected.versionId }),
  });
}

export interface Deletion {
  readonly key: string;
  /** Removes that version for good; without it the current object goes, or is hidden by a delete marker. */
  readonly versionId: string | undefined;
  readonly now: number;
  readonly conditions: ReadonlyMap<string, string>;
}

/** The version removed or the delete marker made; `undefined` when there was nothing to do. */
export async function deleteKey(bucket: Bucket, deletion: Deletion): Promise<KeyVersion | undefined> {
  const { key, versionId, now, conditions } = deletion;
  const { affected } = await changeKey(bucket, key, {
    decide(history) {
      checkWriteConditions(conditions, history);
      return versionId === undefined
        ? withoutCurrent(history, bucket.settings.versioning, now)
        : withoutVersion(history, versionId);
    },
  });
  return affected;
}
