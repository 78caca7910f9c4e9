import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { changeBucket } from '../bucket/bucket.ts';
import { CHECKSUMS, isChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { renameDurably } from '../disk/durable-write.ts';
import { randomName } from '../disk/random-name.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { describeObject } from '../object/object-description.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import type { Upload, UploadChecksum } from './upload.ts';
import { writeUploadHeader } from './upload-folder.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createMultipartUpload(call: Call): Promise<Answer> {
  const { store, request, headers } = call;
  const bucket = findBucket(store, request.bucketName);
  const upload: Upload = {
    id: randomName(),
    key: request.key,
    startedAt: store.clock(),
    description: describeObject(headers),
    checksum: wantedChecksum(headers),
    parts: new Map(),
  };
  await changeBucket(bucket, `upload:${upload.id}`, async () => {
    const staged = join(bucket.temporaryFolder, upload.id);
    await mkdir(staged);
    await writeUploadHeader(bucket, staged, upload);
    await renameDurably(staged, bucket.bytes.pathOf(upload.id));
    bucket.uploads.set(upload.id, upload);
  });
  return xmlAnswer(
    xmlDocument('InitiateMultipartUploadResult', {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
    }),
    upload.checksum && {
      'x-amz-checksum-algorithm': upload.checksum.algorithm,
      'x-amz-checksum-type': upload.checksum.type,
    },
  );
}

/**
 * S3's table of what goes together: SHAs can only be composed of the parts', CRC64NVME only be of the whole object; the other
 * CRCs do both, and are composed unless the client says otherwise.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
function wantedChecksum(headers: ReadonlyMap<string, string>): UploadChecksum | undefined {
  const algorithm = headers.get('x-amz-checksum-algorithm')?.toUpperCase();
  const asked = headers.get('x-amz-checksum-type')?.toUpperCase();
  if (algorithm === undefined) {
    if (asked === undefined) return undefined;
    throw new S3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  if (!isChecksumAlgorithm(algorithm))
    throw new S3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const type = asked ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const isAllowed =
    type === 'FULL_OBJECT'
      ? CHECKSUMS[algorithm].crcField !== undefined
      : algorithm !== 'CRC64NVME' && type === 'COMPOSITE';
  if (!isAllowed) {
    throw new S3Error(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type: type === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE' };
}
