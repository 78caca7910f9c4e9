import type { IncomingMessage } from 'node:http';
import { S3Error } from '../s3-error.ts';
import { decodeUri } from './uri-encoding.ts';

/** A request as S3 understands it, before anybody has been asked whether it may. */
export interface S3Request {
  /** Goes out as `x-amz-request-id` and in errors. */
  readonly id: string;
  readonly method: string;
  /** Decoded: `/bucket/key`. */
  readonly path: string;
  /** Empty for the service itself. */
  readonly bucketName: string;
  /** Empty for a bucket. */
  readonly key: string;
  /** Every parameter, decoded, in the order they came. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** The first value of each parameter. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name; repeated headers are joined with commas. Values hold bytes as Latin-1, as node:http gives them. */
  readonly headers: ReadonlyMap<string, string>;
}

const MAX_KEY_BYTES = 1024;

/**
 * Reads the request line and headers. The path is cut by hand: `new URL` would resolve the `..` in a key.
 * @throws S3Error InvalidURI, KeyTooLongError
 */
export function readRequest(message: IncomingMessage, id: string): S3Request {
  const target = message.url ?? '/';
  if (!target.startsWith('/')) throw new S3Error('InvalidURI');
  const queryAt = target.indexOf('?');
  const path = decodeUri(queryAt < 0 ? target : target.slice(0, queryAt));
  const slashAt = path.indexOf('/', 1);
  const key = slashAt < 0 ? '' : path.slice(slashAt + 1);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw keyTooLong(key);

  const parameters = parseQuery(queryAt < 0 ? '' : target.slice(queryAt + 1));
  return {
    id,
    method: message.method ?? 'GET',
    path,
    bucketName: path.slice(1, slashAt < 0 ? undefined : slashAt),
    key,
    parameters,
    query: new Map(parameters.toReversed()),
    headers: joinHeaders(message.rawHeaders),
  };
}

function parseQuery(query: string): [string, string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decodeParameter(name), decodeParameter(value.join('='))];
    });
}

/** In a query a plus sign is a space, as HTML forms write it. */
function decodeParameter(text: string): string {
  return decodeUri(text.replaceAll('+', ' '));
}

function joinHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

function keyTooLong(key: string): S3Error {
  const fields = { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(MAX_KEY_BYTES) };
  return new S3Error('KeyTooLongError', undefined, { fields });
}
