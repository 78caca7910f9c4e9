import { createHash } from 'node:crypto';
import { S3Error } from '../s3-error.ts';
import { decodeChunks } from '../signature/chunked-payload.ts';
import type { VerifiedSignature } from '../signature/verify-signature.ts';
import { askForBody, type Exchange } from './exchange.ts';
import { receivedChunks } from './received-chunks.ts';
import type { S3Request } from './s3-request.ts';

/** A body, unread until `bytes` is iterated: only then is a client that expects `100 Continue` told to send it. */
export interface RequestBody {
  /** How many bytes the client promises. @throws S3Error MissingContentLength */
  requireSize(): number;
  /**
   * The payload, freed of its encoding. Ends well only if it is as long, and has the hash and signatures, that it promised.
   * A chunk is valid until the next is asked for.
   */
  bytes(): AsyncIterable<Buffer>;
  /** Headers that came after the payload; empty before its end. */
  readonly trailers: ReadonlyMap<string, string>;
}

/** The ways a body can come. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html */
const STREAMING = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { isSigned: false, hasTrailer: true },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { isSigned: true, hasTrailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { isSigned: true, hasTrailer: true },
} as const;

/** @throws S3Error InvalidArgument when the signature speaks of a kind of body S3 does not know */
export function requestBody(
  exchange: Exchange,
  request: S3Request,
  signature: VerifiedSignature,
): RequestBody {
  const { payloadHash } = signature;
  if (!isKnownPayloadHash(payloadHash)) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- name, or a valid sha256 value.',
    );
  }
  const trailers = new Map<string, string>();
  const promised = promisedBytes(request, isStreaming(payloadHash));
  return {
    trailers,
    requireSize() {
      if (promised === undefined) throw new S3Error('MissingContentLength');
      return promised;
    },
    async *bytes() {
      askForBody(exchange);
      const raw = receivedChunks(exchange.message);
      if (isStreaming(payloadHash)) {
        const { isSigned, hasTrailer } = STREAMING[payloadHash];
        const signing = isSigned ? signature.chunkSigning : undefined;
        yield* checkLength(decodeChunks({ source: raw, signing, hasTrailer, trailers }), promised);
      } else {
        yield* checkLength(payloadHash === 'UNSIGNED-PAYLOAD' ? raw : checkHash(raw, payloadHash), promised);
      }
    },
  };
}

/** The whole body as text, for the operations that take XML. @throws S3Error MaxMessageLengthExceeded */
export async function readText(body: RequestBody, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body.bytes()) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new S3Error('MaxMessageLengthExceeded');
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isStreaming(payloadHash: string): payloadHash is keyof typeof STREAMING {
  return Object.hasOwn(STREAMING, payloadHash);
}

function isKnownPayloadHash(payloadHash: string): boolean {
  return payloadHash === 'UNSIGNED-PAYLOAD' || isStreaming(payloadHash) || /^[0-9a-f]{64}$/.test(payloadHash);
}

function promisedBytes({ headers }: S3Request, isEncoded: boolean): number | undefined {
  const length = headers.get(isEncoded ? 'x-amz-decoded-content-length' : 'content-length');
  if (length === undefined) return undefined;
  if (!/^\d{1,15}$/.test(length)) throw new S3Error('InvalidArgument', 'The content length is not a number.');
  return Number(length);
}

async function* checkLength(
  source: AsyncIterable<Buffer>,
  promised: number | undefined,
): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.length;
    if (promised !== undefined && sizeBytes > promised) break;
    yield chunk;
  }
  if (promised !== undefined && sizeBytes !== promised) throw new S3Error('IncompleteBody');
}

async function* checkHash(source: AsyncIterable<Buffer>, expected: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  const actual = hash.digest('hex');
  if (actual === expected) return;
  throw new S3Error('XAmzContentSHA256Mismatch', undefined, {
    fields: { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: actual },
  });
}
