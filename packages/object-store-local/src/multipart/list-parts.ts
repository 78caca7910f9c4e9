import { CHECKSUMS } from '../checksums/checksum-algorithm.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { pageSize } from '../object/list-parameters.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket, OWNER } from '../store.ts';
import { xmlDocument, type XmlFields } from '../xml/build-xml.ts';
import { findUpload } from './find-upload.ts';
import type { Part } from './upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export async function listParts({ store, request }: Call): Promise<Answer> {
  const { query, key, bucketName } = request;
  const upload = findUpload(findBucket(store, bucketName), key, query.get('uploadId') ?? '');
  const maxParts = pageSize(query, 'max-parts');
  const marker = partNumberMarker(query.get('part-number-marker'));
  const rest = [...upload.parts.values()]
    .filter((part) => part.partNumber > marker)
    .toSorted((a, b) => a.partNumber - b.partNumber);
  const page = rest.slice(0, maxParts);
  return xmlAnswer(
    xmlDocument('ListPartsResult', {
      Bucket: bucketName,
      Key: key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.partNumber ?? marker,
      MaxParts: maxParts,
      IsTruncated: maxParts > 0 && rest.length > page.length,
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: 'STANDARD',
      Part: page.map((part) => ({
        PartNumber: part.partNumber,
        LastModified: new Date(part.lastModified).toISOString(),
        ETag: `"${part.etag}"`,
        Size: part.sizeBytes,
        ...partChecksumFields(part),
      })),
    }),
  );
}

/** `<ChecksumCRC32>…` for the kind the part has. */
export function partChecksumFields({ checksum }: Part): XmlFields {
  return checksum === undefined ? {} : { [CHECKSUMS[checksum.algorithm].xmlName]: checksum.value };
}

function partNumberMarker(text = '0'): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new S3Error(
    'InvalidArgument',
    'Argument part-number-marker must be an integer between 0 and 2147483647',
  );
}
