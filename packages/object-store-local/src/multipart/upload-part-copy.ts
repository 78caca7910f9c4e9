import { cutSegments, readSegments } from '../disk/read-segments.ts';
import { receiveFile } from '../disk/receive-file.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { parseCopyRange } from '../object/byte-range.ts';
import { sourceVersionHeader } from '../object/copy-object.ts';
import { openCopySource } from '../object/copy-source.ts';
import { objectSegments } from '../object/object-segments.ts';
import { MAX_PUT_BYTES } from '../object/receive-object.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { findUpload, parsePartNumber } from './find-upload.ts';
import { partChecksumFields } from './list-parts.ts';
import { storePart } from './upload-part.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(call: Call): Promise<Answer> {
  const { store, request, headers } = call;
  const bucket = findBucket(store, request.bucketName);
  const partNumber = parsePartNumber(request.query.get('partNumber') ?? '');
  const upload = findUpload(bucket, request.key, request.query.get('uploadId') ?? '');
  const source = openCopySource(call);
  try {
    const whole = { startByte: 0, sizeBytes: source.version.sizeBytes };
    const range = parseCopyRange(headers.get('x-amz-copy-source-range'), whole.sizeBytes) ?? whole;
    if (range.sizeBytes > MAX_PUT_BYTES) throw new S3Error('EntityTooLarge');

    const segments = cutSegments(
      await objectSegments(source.bucket, source.version),
      range.startByte,
      range.sizeBytes,
    );
    const algorithm = upload.checksum?.algorithm;
    const received = await receiveFile(bucket.temporaryFolder, readSegments(segments), algorithm);
    const part = await storePart(call, bucket, upload, partNumber, received, algorithm);
    return xmlAnswer(
      xmlDocument('CopyPartResult', {
        ETag: `"${part.etag}"`,
        LastModified: new Date(part.lastModified).toISOString(),
        ...partChecksumFields(part),
      }),
      sourceVersionHeader(source),
    );
  } finally {
    source.release();
  }
}
