import { createHmac, timingSafeEqual } from 'node:crypto';
import type { S3Request } from '../http/s3-request.ts';
import { S3Error } from '../s3-error.ts';
import { canonicalRequest, stringToSign } from './canonical-request.ts';
import { presentedSignature, type PresentedSignature } from './presented-signature.ts';

/** The one pair of keys this store knows, and the region it claims to be in. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** A request whose sender has proved to hold the secret key. */
export interface VerifiedSignature {
  readonly place: 'header' | 'query';
  /** What the sender says about the body: `UNSIGNED-PAYLOAD`, a hex SHA-256, or one of the `STREAMING-…` names. */
  readonly payloadHash: string;
  /** Signs the chunks of a streamed body: key, date and scope, and the signature the first chunk builds on. */
  readonly chunkSigning: ChunkSigning;
}

export interface ChunkSigning {
  readonly signingKey: Buffer;
  readonly timestamp: string;
  readonly scope: string;
  readonly seedSignature: string;
}

const MAX_SKEW_MS = 15 * 60 * 1000;

/**
 * Verifies Signature Version 4.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 * @throws S3Error, as S3 names each way to fail
 */
export function verifySignature(
  request: S3Request,
  credentials: Credentials,
  now: number,
): VerifiedSignature {
  const presented = presentedSignature(request);
  refuseSessionToken(request);
  checkScope(presented, credentials);
  checkTime(presented, now);
  checkSignedHeaders(request, presented.signedHeaders);

  const scope = `${presented.date}/${presented.region}/${presented.service}/aws4_request`;
  const canonical = canonicalRequest(request, presented.signedHeaders, presented.payloadHash);
  const text = stringToSign(presented.timestamp, scope, canonical);
  const signingKey = deriveKey(credentials.secretAccessKey, presented);
  if (!isSameSignature(sign(signingKey, text), presented.signature)) {
    throw new S3Error('SignatureDoesNotMatch', undefined, {
      fields: { AWSAccessKeyId: presented.accessKeyId, StringToSign: text, CanonicalRequest: canonical },
    });
  }
  const chunkSigning = {
    signingKey,
    timestamp: presented.timestamp,
    scope,
    seedSignature: presented.signature,
  };
  return { place: presented.place, payloadHash: presented.payloadHash, chunkSigning };
}

/** A signature in hex. */
export function sign(signingKey: Buffer, text: string): string {
  return createHmac('sha256', signingKey).update(text).digest('hex');
}

/** Takes the same time wherever the two differ, so that nobody can find a signature digit by digit. */
export function isSameSignature(expected: string, presented: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(presented);
  return a.length === b.length && timingSafeEqual(a, b);
}

function deriveKey(secret: string, { date, region, service }: PresentedSignature): Buffer {
  return [date, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}

/** There are no temporary credentials here; a token from elsewhere in the client's environment is a mistake worth hearing of. */
function refuseSessionToken({ headers, query }: S3Request): void {
  if (headers.has('x-amz-security-token') || query.has('X-Amz-Security-Token'))
    throw new S3Error('InvalidToken');
}

function checkScope(presented: PresentedSignature, { accessKeyId, region }: Credentials): void {
  if (presented.accessKeyId !== accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', undefined, { fields: { AWSAccessKeyId: presented.accessKeyId } });
  }
  const code =
    presented.place === 'header' ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError';
  if (presented.region !== region) {
    const message = `The region '${presented.region}' is wrong; expecting '${region}'`;
    throw new S3Error(code, message, { fields: { Region: region } });
  }
  if (presented.service !== 's3')
    throw new S3Error(code, `The service '${presented.service}' is wrong; expecting 's3'`);
  if (!presented.timestamp.startsWith(presented.date)) {
    throw new S3Error(
      code,
      `The date '${presented.date}' is not the date of the request, '${presented.timestamp}'`,
    );
  }
}

function checkTime({ place, timestamp, expiresInSeconds }: PresentedSignature, now: number): void {
  const signedAt = parseTimestamp(timestamp);
  const times = { ServerTime: new Date(now).toISOString() };
  if (place === 'header') {
    if (Math.abs(now - signedAt) <= MAX_SKEW_MS) return;
    const fields = { RequestTime: timestamp, ...times, MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS) };
    throw new S3Error('RequestTimeTooSkewed', undefined, { fields });
  }
  if (signedAt - now > MAX_SKEW_MS)
    throw new S3Error('AccessDenied', 'Request is not valid yet', { fields: times });
  const expiresAt = signedAt + expiresInSeconds * 1000;
  if (now > expiresAt) {
    const fields = {
      'X-Amz-Expires': String(expiresInSeconds),
      Expires: new Date(expiresAt).toISOString(),
      ...times,
    };
    throw new S3Error('AccessDenied', 'Request has expired', { fields });
  }
}

/** `20300131T235959Z` in milliseconds since the epoch. */
function parseTimestamp(timestamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time))
    throw new S3Error('AccessDenied', 'The date of the request must be like 20300131T235959Z');
  return time;
}

/** What is not signed could be put there by anybody between: so the host and all of S3's own headers must be. */
function checkSignedHeaders(request: S3Request, signed: readonly string[]): void {
  const mustBeSigned = ['host', ...[...request.headers.keys()].filter((name) => name.startsWith('x-amz-'))];
  const missing = mustBeSigned.filter((name) => !signed.includes(name));
  if (missing.length === 0) return;
  throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
    fields: { HeadersNotSigned: missing.join(', ') },
  });
}
