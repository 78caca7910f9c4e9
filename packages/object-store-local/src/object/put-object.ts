import { changeKey } from './object-record.ts';
import type { Bucket } from '../bucket/bucket.ts';
import { declaredChecksum } from '../checksums/declared-checksum.ts';
import type { Checksum } from '../checksums/checksum-algorithm.ts';
import { renameDurably } from '../disk/durable-write.ts';
import { randomName } from '../disk/random-name.ts';
import type { ReceivedFile } from '../disk/receive-file.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { findBucket } from '../store.ts';
import { withNewVersion } from './key-history.ts';
import { describeObject } from './object-description.ts';
import type { ObjectDescription, ObjectVersion } from './object-version.ts';
import { checkWriteConditions } from './preconditions.ts';
import { checkSize, discard, receiveObject } from './receive-object.ts';
import { checksumHeaders, versionIdHeader } from './version-headers.ts';
import { newVersionId } from './version-id.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(call: Call): Promise<Answer> {
  const { store, request, headers } = call;
  const bucket = findBucket(store, request.bucketName);
  const description = describeObject(headers);
  const declared = declaredChecksum(headers);
  checkSize(call);
  // Once before the body, to spare the client sending it, and once more when it is there, for real.
  checkWriteConditions(headers, bucket.index.history(request.key));

  const received = await receiveObject(call, bucket.temporaryFolder, declared);
  const version = await storeObject(
    call,
    bucket,
    received,
    description,
    declared && {
      algorithm: declared.algorithm,
      type: 'FULL_OBJECT',
      value: received.checksum ?? '',
    },
  );
  return emptyAnswer(200, {
    etag: `"${version.etag}"`,
    ...checksumHeaders(version.checksum),
    ...versionIdHeader(bucket, version),
  });
}

/** Makes a received file the current version of the call's key, if the call's conditions still hold. */
export async function storeObject(
  { store, request, headers }: Call,
  bucket: Bucket,
  received: ReceivedFile,
  description: ObjectDescription,
  checksum: Checksum | undefined,
): Promise<ObjectVersion> {
  const id = randomName();
  const { versioning } = bucket.settings;
  const now = store.clock();
  const version: ObjectVersion = {
    kind: 'object',
    versionId: newVersionId(versioning, now),
    lastModified: now,
    sizeBytes: received.sizeBytes,
    etag: received.md5.toString('hex'),
    bytes: { layout: 'file', id },
    checksum,
    ...description,
  };
  try {
    await changeKey(bucket, request.key, {
      decide(history) {
        checkWriteConditions(headers, history);
        return withNewVersion(history, versioning, version);
      },
      placeBytes: () => renameDurably(received.path, bucket.bytes.pathOf(id)),
    });
  } finally {
    await discard(received);
  }
  return version;
}
