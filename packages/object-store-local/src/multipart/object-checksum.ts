import { bigEndian, CHECKSUMS, checksumAlgorithms, type Checksum } from '../checksums/checksum-algorithm.ts';
import { combineCrcs } from '../checksums/combine-crc.ts';
import { S3Error } from '../s3-error.ts';
import type { ListedPart } from './chosen-parts.ts';
import type { Part, Upload, UploadChecksum } from './upload.ts';

/**
 * The checksum of the object the parts make, computed from the parts' alone and held against the one the client expects.
 * @throws S3Error BadDigest when they differ, InvalidRequest when they cannot be compared
 */
export function objectChecksum(
  upload: Upload,
  parts: readonly Part[],
  listed: readonly ListedPart[],
  headers: ReadonlyMap<string, string>,
): Checksum | undefined {
  const expected = expectedChecksum(headers);
  checkComparable(upload, expected, headers.get('x-amz-checksum-type'));
  if (upload.checksum === undefined) return undefined;

  const { algorithm, type } = upload.checksum;
  const value =
    type === 'COMPOSITE' ? composite(upload.checksum, parts, listed) : combined(upload.checksum, parts);
  if (expected !== undefined && expected.value !== value) {
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, type, value };
}

/** The checksum of the parts' checksums, and how many they are. */
function composite(
  { algorithm }: UploadChecksum,
  parts: readonly Part[],
  listed: readonly ListedPart[],
): string {
  const missing = listed.find((item) => item.checksum === undefined);
  if (missing !== undefined) {
    const name = algorithm.toLowerCase();
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${missing.partNumber} in the request.`,
    );
  }
  const running = CHECKSUMS[algorithm].start();
  for (const part of parts) running.update(checksumBytes(part));
  return `${running.digest().toString('base64')}-${parts.length}`;
}

/** The CRC of all bytes, out of the CRCs of the parts. */
function combined({ algorithm }: UploadChecksum, parts: readonly Part[]): string {
  const { crcField, sizeBytes } = CHECKSUMS[algorithm];
  if (crcField === undefined)
    throw new Error(`${algorithm} of a whole object cannot be combined from its parts`);
  const pieces = parts.map((part) => ({
    crc: BigInt(`0x${checksumBytes(part).toString('hex')}`),
    sizeBytes: part.sizeBytes,
  }));
  return bigEndian(combineCrcs(crcField, pieces), sizeBytes).toString('base64');
}

/** Every part of an upload with a checksum has one of that kind: given by the client, or computed on arrival. */
function checksumBytes(part: Part): Buffer {
  if (part.checksum === undefined) throw new Error(`part ${part.partNumber} has no checksum`);
  return Buffer.from(part.checksum.value, 'base64');
}

function expectedChecksum(headers: ReadonlyMap<string, string>): Omit<Checksum, 'type'> | undefined {
  for (const algorithm of checksumAlgorithms()) {
    const value = headers.get(CHECKSUMS[algorithm].header);
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}

function checkComparable(
  { checksum }: Upload,
  expected: Omit<Checksum, 'type'> | undefined,
  expectedType: string | undefined,
): void {
  if (expectedType !== undefined && checksum !== undefined && expectedType !== checksum.type) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  if (expected === undefined || expected.algorithm === checksum?.algorithm) return;
  const created = checksum?.algorithm.toLowerCase() ?? 'null';
  const actual = expected.algorithm.toLowerCase();
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${created}, actual checksum Type: ${actual}`,
  );
}
