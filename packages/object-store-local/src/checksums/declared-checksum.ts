import { S3Error } from '../s3-error.ts';
import { CHECKSUMS, checksumAlgorithms, type ChecksumAlgorithm } from './checksum-algorithm.ts';

/** The checksum a client announces. */
export interface DeclaredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** `undefined`: it follows the body, in a trailer. */
  readonly value: string | undefined;
}

/**
 * The checksum a PUT declares, if any.
 * @throws S3Error InvalidRequest when there are several, or when one cannot be a checksum of its kind.
 */
export function declaredChecksum(headers: ReadonlyMap<string, string>): DeclaredChecksum | undefined {
  const trailers = (headers.get('x-amz-trailer') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const declared = checksumAlgorithms().flatMap((algorithm): DeclaredChecksum[] => {
    const { header } = CHECKSUMS[algorithm];
    const value = headers.get(header);
    if (value !== undefined) return [{ algorithm, value: wellFormedChecksum(algorithm, value) }];
    return trailers.includes(header) ? [{ algorithm, value: undefined }] : [];
  });
  if (declared.length > 1) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return declared[0];
}

/** @throws S3Error InvalidRequest unless `value` is base64 of as many bytes as the algorithm yields. */
export function wellFormedChecksum(algorithm: ChecksumAlgorithm, value: string): string {
  const { header, sizeBytes } = CHECKSUMS[algorithm];
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== sizeBytes || bytes.toString('base64') !== value) {
    throw new S3Error('InvalidRequest', `Value for ${header} header is invalid.`);
  }
  return value;
}

/** The 16 bytes of a Content-MD5 header (RFC 1864). @throws S3Error InvalidDigest */
export function declaredMd5(headers: ReadonlyMap<string, string>): Buffer | undefined {
  const value = headers.get('content-md5');
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16) throw new S3Error('InvalidDigest');
  return bytes;
}
