import { createHash } from 'node:crypto';
import { CHECKSUMS, checksumAlgorithms } from '../checksums/checksum-algorithm.ts';
import { S3Error } from '../s3-error.ts';
import { elementsOf, requiredTextOf, textOf, type XmlElement } from '../xml/parse-xml.ts';
import { parsePartNumber } from './find-upload.ts';
import type { Part, PartChecksum, Upload } from './upload.ts';

/** A part as the client lists it when it completes the upload. */
export interface ListedPart {
  readonly partNumber: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum?: PartChecksum;
}

/** S3's least size of every part but the last. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MIN_PART_BYTES = 5 * 1024 * 1024;

/** A `<CompleteMultipartUpload>` document. @throws S3Error MalformedXML, InvalidPartOrder */
export function parsePartList(document: XmlElement): ListedPart[] {
  const listed = elementsOf(document, 'Part').map((part): ListedPart => {
    return {
      partNumber: parsePartNumber(requiredTextOf(part, 'PartNumber')),
      etag: requiredTextOf(part, 'ETag')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
      checksum: listedChecksum(part),
    };
  });
  if (listed.length === 0) throw new S3Error('MalformedXML');
  let before = 0;
  for (const { partNumber } of listed) {
    if (partNumber <= before) throw new S3Error('InvalidPartOrder');
    before = partNumber;
  }
  return listed;
}

/** The parts that will be the object. @throws S3Error InvalidPart, EntityTooSmall */
export function chooseParts(upload: Upload, listed: readonly ListedPart[]): Part[] {
  const parts = listed.map((item) => choosePart(upload, item));
  const tooSmall = parts.slice(0, -1).find((part) => part.sizeBytes < MIN_PART_BYTES);
  if (tooSmall === undefined) return parts;
  throw new S3Error('EntityTooSmall', undefined, {
    fields: {
      ProposedSize: String(tooSmall.sizeBytes),
      MinSizeAllowed: String(MIN_PART_BYTES),
      PartNumber: String(tooSmall.partNumber),
      ETag: tooSmall.etag,
    },
  });
}

/** The MD5 of the parts' MD5s, and how many they are. */
export function multipartEtag(parts: readonly Part[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.etag, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

function choosePart(upload: Upload, { partNumber, etag, checksum }: ListedPart): Part {
  const part = upload.parts.get(partNumber);
  const isThatPart =
    part?.etag === etag &&
    (checksum === undefined ||
      (checksum.algorithm === part.checksum?.algorithm && checksum.value === part.checksum.value));
  if (part !== undefined && isThatPart) return part;
  const fields = { UploadId: upload.id, PartNumber: String(partNumber), ETag: etag };
  throw new S3Error('InvalidPart', undefined, { fields });
}

function listedChecksum(part: XmlElement): PartChecksum | undefined {
  for (const algorithm of checksumAlgorithms()) {
    const value = textOf(part, CHECKSUMS[algorithm].xmlName);
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}
