import { createHash, createHmac } from 'node:crypto';
import { TEST_KEYS } from './test-store.ts';

/** A request before it is signed. The path and query go out exactly as given, already encoded. */
export interface UnsignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SigningOptions {
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly service?: string;
  readonly signedAt?: Date;
  readonly payloadHash?: string;
  /** Default: all headers given. */
  readonly signedHeaders?: readonly string[];
}

export interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly signature: string;
  readonly signingKey: Buffer;
  readonly timestamp: string;
  readonly scope: string;
}

/**
 * Signature Version 4 in the Authorization header, written from the specification and not from the code under test, for what
 * the AWS SDK cannot be made to send. Takes paths and queries that are in canonical form already.
 */
export function signRequest(request: UnsignedRequest, options: SigningOptions = {}): SignedRequest {
  const {
    region = 'us-east-1',
    service = 's3',
    signedAt = new Date(),
    payloadHash = 'UNSIGNED-PAYLOAD',
  } = options;
  const timestamp = signedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${timestamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': timestamp,
    'x-amz-content-sha256': payloadHash,
  };
  const signedHeaders = (options.signedHeaders ?? Object.keys(headers)).toSorted();
  const canonical = [
    request.method,
    request.path,
    (request.query ?? '').split('&').toSorted().join('&'),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const signingKey = [timestamp.slice(0, 8), region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${options.secretAccessKey ?? TEST_KEYS.secretAccessKey}`),
  );
  const digest = createHash('sha256').update(canonical).digest('hex');
  const signature = hmac(signingKey, ['AWS4-HMAC-SHA256', timestamp, scope, digest].join('\n')).toString(
    'hex',
  );
  const credential = `${options.accessKeyId ?? TEST_KEYS.accessKeyId}/${scope}`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { headers, signature, signingKey, timestamp, scope };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
