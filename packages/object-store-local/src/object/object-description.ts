import { S3Error } from '../s3-error.ts';
import type { ObjectDescription } from './object-version.ts';
import { parseTagHeader } from './object-tags.ts';

type Headers = ReadonlyMap<string, string>;

const KEPT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const METADATA_PREFIX = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2048;

/** What a new object's request says about it. @throws S3Error MetadataTooLarge, InvalidTag */
export function describeObject(headers: Headers): ObjectDescription {
  return {
    headers: keptHeaders(headers),
    metadata: userMetadata(headers),
    tags: parseTagHeader(headers.get('x-amz-tagging')),
  };
}

function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = name === 'content-encoding' ? storedEncoding(headers.get(name)) : headers.get(name);
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return { 'content-type': 'binary/octet-stream', ...kept };
}

/** `aws-chunked` is how the body travelled, not what it is. */
function storedEncoding(value: string | undefined): string | undefined {
  return value
    ?.split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== 'aws-chunked')
    .join(',');
}

function userMetadata(headers: Headers): Record<string, string> {
  const entries = [...headers]
    .filter(([name]) => name.startsWith(METADATA_PREFIX))
    .map(([name, value]) => [name.slice(METADATA_PREFIX.length), value] as const);
  const sizeBytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (sizeBytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  return Object.fromEntries(entries);
}
