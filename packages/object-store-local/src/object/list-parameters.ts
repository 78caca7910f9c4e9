import { encodeUriPath } from '../http/uri-encoding.ts';
import { S3Error } from '../s3-error.ts';

type Query = ReadonlyMap<string, string>;

const MAX_PAGE = 1000;

/** How many items a page may have: what the client asks for, at most 1,000. @throws S3Error InvalidArgument */
export function pageSize(query: Query, parameter: string): number {
  const text = query.get(parameter) ?? String(MAX_PAGE);
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error('InvalidArgument', `Argument ${parameter} must be an integer between 0 and 2147483647`);
  return Math.min(Number(text), MAX_PAGE);
}

/** With `encoding-type=url` keys go out percent-encoded, so that those XML cannot hold survive. @throws S3Error InvalidArgument */
export function keyEncoder(query: Query): (key: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === undefined) return (key) => key;
  if (encoding !== 'url')
    throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return encodeUriPath;
}

/** The `x` of a page, `undefined` (left out of the XML) for an empty string. */
export function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}
