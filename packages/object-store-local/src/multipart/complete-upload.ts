import { changeBucket, type Bucket } from '../bucket/bucket.ts';
import { CHECKSUMS } from '../checksums/checksum-algorithm.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readXmlBody } from '../http/read-xml-body.ts';
import { encodeUriPath } from '../http/uri-encoding.ts';
import { withNewVersion } from '../object/key-history.ts';
import { changeKey } from '../object/object-record.ts';
import type { ObjectVersion } from '../object/object-version.ts';
import { checkWriteConditions } from '../object/preconditions.ts';
import { versionIdHeader } from '../object/version-headers.ts';
import { newVersionId } from '../object/version-id.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { chooseParts, multipartEtag, parsePartList, type ListedPart } from './chosen-parts.ts';
import { findUpload } from './find-upload.ts';
import { readManifest } from './manifest.ts';
import { objectChecksum } from './object-checksum.ts';
import { sealUpload, writeManifest } from './upload-folder.ts';

/**
 * Makes the listed parts the object. Asking again for what has been done already succeeds, so that a lost answer harms nobody.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export async function completeMultipartUpload(call: Call): Promise<Answer> {
  const { store, request } = call;
  const bucket = findBucket(store, request.bucketName);
  const uploadId = request.query.get('uploadId') ?? '';
  const listed = parsePartList(await readXmlBody(call, 'CompleteMultipartUpload', 'of-object'));
  const version = await changeBucket(bucket, `upload:${uploadId}`, async () => {
    return (
      (await findCompleted(bucket, request.key, uploadId, listed)) ??
      (await complete(call, bucket, uploadId, listed))
    );
  });
  return completedAnswer(call, bucket, version);
}

/** The object this upload has become already, if it was completed with the same parts and is still there. */
async function findCompleted(
  bucket: Bucket,
  key: string,
  uploadId: string,
  listed: readonly ListedPart[],
): Promise<ObjectVersion | undefined> {
  if (bucket.uploads.has(uploadId)) return undefined;
  const version = bucket.index
    .history(key)
    .find((candidate) => candidate.kind === 'object' && candidate.bytes.id === uploadId);
  if (version?.kind !== 'object' || version.bytes.layout !== 'parts') return undefined;
  const unpin = bucket.bytes.pin(uploadId);
  try {
    const { parts } = await readManifest(bucket.bytes.pathOf(uploadId));
    const isSameList =
      parts.length === listed.length &&
      parts.every(
        ({ partNumber, etag }, at) => listed[at]?.partNumber === partNumber && listed[at]?.etag === etag,
      );
    return isSameList ? version : undefined;
  } finally {
    unpin();
  }
}

async function complete(
  { store, request, headers }: Call,
  bucket: Bucket,
  uploadId: string,
  listed: readonly ListedPart[],
): Promise<ObjectVersion> {
  const upload = findUpload(bucket, request.key, uploadId);
  const parts = chooseParts(upload, listed);
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  checkObjectSize(headers, sizeBytes);
  const checksum = objectChecksum(upload, parts, listed, headers);
  checkWriteConditions(headers, bucket.index.history(upload.key));

  const { versioning } = bucket.settings;
  const now = store.clock();
  const version: ObjectVersion = {
    kind: 'object',
    versionId: newVersionId(versioning, now),
    lastModified: now,
    sizeBytes,
    etag: multipartEtag(parts),
    bytes: { layout: 'parts', id: upload.id },
    checksum,
    ...upload.description,
  };
  await changeKey(bucket, upload.key, {
    decide(history) {
      checkWriteConditions(headers, history);
      return withNewVersion(history, versioning, version);
    },
    placeBytes: () => writeManifest(bucket, upload.id, { parts }),
    async afterCommit() {
      bucket.uploads.delete(upload.id);
      await sealUpload(bucket.bytes.pathOf(upload.id), { parts });
    },
  });
  return version;
}

function completedAnswer({ request }: Call, bucket: Bucket, version: ObjectVersion): Answer {
  const { checksum } = version;
  return xmlAnswer(
    xmlDocument('CompleteMultipartUploadResult', {
      Location: `http://${request.headers.get('host') ?? ''}/${bucket.name}/${encodeUriPath(request.key)}`,
      Bucket: bucket.name,
      Key: request.key,
      ETag: `"${version.etag}"`,
      ...(checksum && {
        [CHECKSUMS[checksum.algorithm].xmlName]: checksum.value,
        ChecksumType: checksum.type,
      }),
    }),
    versionIdHeader(bucket, version),
  );
}

/** `x-amz-mp-object-size`: how large the client believes the object to be. */
function checkObjectSize(headers: ReadonlyMap<string, string>, sizeBytes: number): void {
  const expected = headers.get('x-amz-mp-object-size');
  if (expected === undefined || expected === String(sizeBytes)) return;
  throw new S3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header does not match what was computed: ${sizeBytes}`,
  );
}
