import type { SignedPart } from '@dawg/contract/wire';
import type { MultipartTarget, PartToSign, PutToSign } from '@dawg/storage/ports/object-store';
import { create as contentDisposition } from 'content-disposition';
import type { Presigner } from './presigner.ts';

/**
 * Signs the PUT of one part. Its number is in the query; its length and checksum are signed headers, so that the
 * URL stores these bytes and no others.
 */
export async function signPart(
  presign: Presigner,
  target: MultipartTarget,
  { partNumber, sizeBytes, checksum }: PartToSign,
  expiresInSeconds: number,
): Promise<SignedPart> {
  const headers = checksumHeaders(checksum);
  const url = await presign(
    {
      method: 'PUT',
      key: target.key,
      query: { partNumber: String(partNumber), uploadId: target.multipartId },
      headers: { 'content-length': String(sizeBytes), ...headers },
    },
    expiresInSeconds,
  );
  // Host and Content-Length are signed too; every HTTP client sets those itself.
  return { partNumber, url, headers, sizeBytes, expiresInSeconds };
}

/**
 * Signs the PUT of a whole object. Length, checksum, content type and the condition that nothing is there are signed
 * headers: the URL stores these bytes, once.
 */
export async function signPut(
  presign: Presigner,
  key: string,
  { sizeBytes, checksum, contentType }: PutToSign,
  expiresInSeconds: number,
): Promise<SignedPart> {
  const headers = { 'content-type': contentType, 'if-none-match': '*', ...checksumHeaders(checksum) };
  const url = await presign(
    { method: 'PUT', key, query: {}, headers: { 'content-length': String(sizeBytes), ...headers } },
    expiresInSeconds,
  );
  return { partNumber: 1, url, headers, sizeBytes, expiresInSeconds };
}

/** Signs a GET that saves the object as a file of this name (RFC 6266), never shows it in the page. */
export function signDownload(
  presign: Presigner,
  key: string,
  as: { readonly fileName: string; readonly contentType: string },
  expiresInSeconds: number,
): Promise<string> {
  const query = {
    'response-content-disposition': contentDisposition(as.fileName, { type: 'attachment' }),
    'response-content-type': as.contentType,
  };
  return presign({ method: 'GET', key, query, headers: {} }, expiresInSeconds);
}

/** Ceph verifies the checksum only when its algorithm is named as well. */
function checksumHeaders(checksum: string): Record<string, string> {
  return { 'x-amz-checksum-crc32': checksum, 'x-amz-sdk-checksum-algorithm': 'CRC32' };
}
