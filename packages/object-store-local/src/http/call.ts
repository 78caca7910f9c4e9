import type { Store } from '../store.ts';
import type { VerifiedSignature } from '../signature/verify-signature.ts';
import type { RequestBody } from './request-body.ts';
import type { S3Request } from './s3-request.ts';

/** A request that may be made, as its operation sees it. */
export interface Call {
  readonly store: Store;
  readonly request: S3Request;
  /** The headers, together with those a presigned URL carries in its query. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: RequestBody;
}

/**
 * A presigned URL may carry `x-amz-…` headers as parameters ("hoisted"), signed like all parameters.
 * Checksums are the exception: S3 does not look for them there, which spares clients whose SDK presigns the checksum of an empty body.
 */
export function effectiveHeaders(
  request: S3Request,
  signature: VerifiedSignature,
): ReadonlyMap<string, string> {
  if (signature.place === 'header') return request.headers;
  const hoisted = request.parameters
    .map(([name, value]) => [name.toLowerCase(), Buffer.from(value).toString('latin1')] as const)
    .filter(([name]) => name.startsWith('x-amz-') && !/^x-amz-checksum-(crc|sha)/.test(name));
  return new Map([...hoisted, ...request.headers]);
}
