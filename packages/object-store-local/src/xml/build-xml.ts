/** An element's content: text, or child elements. `undefined` leaves the element out. */
export type XmlContent = string | number | boolean | XmlFields | undefined;
/** Child elements in order; a list repeats the element. */
export interface XmlFields {
  readonly [name: string]: XmlContent | readonly XmlContent[];
}

const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A whole S3 answer: declaration, root element with S3's namespace, content. */
export function xmlDocument(root: string, content: XmlFields | string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${S3_NAMESPACE}">${inner(content)}</${root}>`;
}

/** S3's errors are the one kind of answer without a namespace. */
export function xmlError(fields: XmlFields): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner(fields)}</Error>`;
}

function inner(content: Exclude<XmlContent, undefined>): string {
  if (typeof content !== 'object') return escapeXml(String(content));
  return Object.entries(content)
    .flatMap(([name, value]) =>
      isList(value) ? value.map((item) => element(name, item)) : [element(name, value)],
    )
    .join('');
}

function isList(value: XmlContent | readonly XmlContent[]): value is readonly XmlContent[] {
  return Array.isArray(value);
}

function element(name: string, value: XmlContent): string {
  return value === undefined ? '' : `<${name}>${inner(value)}</${name}>`;
}

/**
 * Control characters go out as references, as S3 does it: a raw carriage return would be read back as a newline.
 * XML 1.0 has no way at all to write most of them; clients with such keys ask for `encoding-type=url`.
 */
function escapeXml(text: string): string {
  return text.replace(/[&<>"\p{Cc}\u2028]/gu, (character) => {
    return NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
