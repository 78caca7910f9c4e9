import { createHash } from 'node:crypto';
import type { S3Request } from '../http/s3-request.ts';
import { encodeUri, encodeUriPath } from '../http/uri-encoding.ts';

/**
 * The text both ends sign, by S3's rules: the path is encoded once and not normalised, parameters are sorted by their encoded
 * names, and only the headers the client lists take part.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function canonicalRequest(
  request: S3Request,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  return [
    request.method,
    encodeUriPath(request.path),
    canonicalQuery(request),
    ...signedHeaders.map((name) => `${name}:${canonicalValue(request.headers.get(name) ?? '')}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** What HMAC is applied to: the canonical request's hash with its date and scope. */
export function stringToSign(timestamp: string, scope: string, canonical: string): string {
  return ['AWS4-HMAC-SHA256', timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
}

function canonicalQuery(request: S3Request): string {
  return request.parameters
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeUri(name), encodeUri(value)] as const)
    .toSorted(
      ([nameA, valueA], [nameB, valueB]) => compareAscii(nameA, nameB) || compareAscii(valueA, valueB),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compareAscii(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function canonicalValue(value: string): string {
  return decodeHeader(value).trim().replace(/ +/g, ' ');
}

/** Clients sign the characters they meant: UTF-8 if that is what the bytes are, else the Latin-1 node:http made of them. */
function decodeHeader(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : value;
}
