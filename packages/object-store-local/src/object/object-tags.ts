import { S3Error } from '../s3-error.ts';
import { elementOf, elementsOf, requiredTextOf, type XmlElement } from '../xml/parse-xml.ts';
import type { XmlFields } from '../xml/build-xml.ts';

type Tags = Readonly<Record<string, string>>;

// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
const MAX_TAGS = 10;
const MAX_NAME_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/** The `x-amz-tagging` header, which is written like a query string. */
export function parseTagHeader(header: string | undefined): Tags {
  return checkTags([...new URLSearchParams(header ?? '')]);
}

/** A `<Tagging>` document. */
export function parseTagging(tagging: XmlElement): Tags {
  const set = elementOf(tagging, 'TagSet');
  if (set === undefined) throw new S3Error('MalformedXML');
  return checkTags(
    elementsOf(set, 'Tag').map((tag) => [requiredTextOf(tag, 'Key'), requiredTextOf(tag, 'Value')]),
  );
}

export function taggingFields(tags: Tags): XmlFields {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}

function checkTags(entries: [name: string, value: string][]): Tags {
  if (entries.length > MAX_TAGS)
    throw new S3Error('BadRequest', `Object tags cannot be greater than ${MAX_TAGS}`);
  if (new Set(entries.map(([name]) => name)).size < entries.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  for (const [name, value] of entries) {
    if (name === '' || name.length > MAX_NAME_LENGTH)
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > MAX_VALUE_LENGTH)
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
  }
  return Object.fromEntries(entries);
}
