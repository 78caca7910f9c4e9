import type { Bucket } from '../bucket/bucket.ts';
import { changeBucket } from '../bucket/bucket.ts';
import { CHECKSUMS, type ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { declaredChecksum, type DeclaredChecksum } from '../checksums/declared-checksum.ts';
import { randomName } from '../disk/random-name.ts';
import type { ReceivedFile } from '../disk/receive-file.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { checkSize, discard, receiveObject } from '../object/receive-object.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { findUpload, parsePartNumber } from './find-upload.ts';
import type { Part, PartChecksum, Upload } from './upload.ts';
import { placePart } from './upload-folder.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(call: Call): Promise<Answer> {
  const { store, request, headers } = call;
  const bucket = findBucket(store, request.bucketName);
  const partNumber = parsePartNumber(request.query.get('partNumber') ?? '');
  const upload = findUpload(bucket, request.key, request.query.get('uploadId') ?? '');
  const declared = declaredChecksum(headers);
  checkAlgorithm(upload, declared);
  checkSize(call);

  const algorithm = declared?.algorithm ?? upload.checksum?.algorithm;
  const received = await receiveObject(call, bucket.temporaryFolder, declared, algorithm);
  const part = await storePart(call, bucket, upload, partNumber, received, algorithm);
  return emptyAnswer(200, { etag: `"${part.etag}"`, ...partChecksumHeader(part.checksum) });
}

/** Makes a received file a part of the upload, if that is still open. */
export async function storePart(
  call: Call,
  bucket: Bucket,
  upload: Upload,
  partNumber: number,
  received: ReceivedFile,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<Part> {
  const part: Part = {
    partNumber,
    file: `${randomName()}.part`,
    sizeBytes: received.sizeBytes,
    etag: received.md5.toString('hex'),
    checksum: algorithm && { algorithm, value: received.checksum ?? '' },
    lastModified: call.store.clock(),
  };
  try {
    await changeBucket(bucket, `upload:${upload.id}`, () => {
      findUpload(bucket, upload.key, upload.id);
      return placePart(bucket, upload, part, received.path);
    });
  } finally {
    await discard(received);
  }
  return part;
}

/**
 * A part must be summed as its upload is; where the object's checksum is made of the parts' checksums, each part must bring
 * its own. An upload created without a checksum takes any (S3 refuses; SDKs send one with each part by default).
 */
function checkAlgorithm({ checksum }: Upload, declared: DeclaredChecksum | undefined): void {
  if (checksum === undefined || checksum.algorithm === declared?.algorithm) return;
  if (declared === undefined && checksum.type === 'FULL_OBJECT') return;
  const expected = checksum.algorithm.toLowerCase();
  const actual = declared?.algorithm.toLowerCase() ?? 'null';
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );
}

function partChecksumHeader(checksum: PartChecksum | undefined): Record<string, string> {
  return checksum === undefined ? {} : { [CHECKSUMS[checksum.algorithm].header]: checksum.value };
}
