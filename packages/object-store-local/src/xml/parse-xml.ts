import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { S3Error } from '../s3-error.ts';

/** An element of a request body. Attributes and namespaces say nothing S3 needs and are dropped. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

// `processEntities: false` keeps the parser from expanding anything: references are decoded here, and only the harmless ones.
// (Its own decoder drops `&#0;`, which would delete `a` where `a\0` was meant.)
const parser = new XMLParser({
  preserveOrder: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
});

/**
 * Reads a request body whose root must be `root`.
 * @throws S3Error MalformedXML, also for DOCTYPE, entities of the client's own and CDATA, which no S3 client sends.
 */
export function parseXml(text: string, root: string): XmlElement {
  if (/<!(DOCTYPE|ENTITY|\[CDATA\[)/i.test(text)) throw new S3Error('MalformedXML');
  if (XMLValidator.validate(text) !== true) throw new S3Error('MalformedXML');
  const [document, ...others] = toElements(parseOrRefuse(text)).filter((node) => node.name !== '#text');
  if (document === undefined || others.length > 0 || document.name !== root)
    throw new S3Error('MalformedXML');
  return document;
}

/** The children called `name`. */
export function elementsOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** The only child called `name`; @throws S3Error MalformedXML when there are several. */
export function elementOf(parent: XmlElement, name: string): XmlElement | undefined {
  const [first, ...others] = elementsOf(parent, name);
  if (others.length > 0) throw new S3Error('MalformedXML');
  return first;
}

/** The text of the only child called `name`. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return elementOf(parent, name)?.text;
}

/** As `textOf`, for what must be there; @throws S3Error MalformedXML. */
export function requiredTextOf(parent: XmlElement, name: string): string {
  const text = textOf(parent, name);
  if (text === undefined) throw new S3Error('MalformedXML', `The element ${name} is missing.`);
  return text;
}

function parseOrRefuse(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    // The parser throws plain Errors, and only for what it cannot or will not read (a tag called __proto__, deep nesting).
    throw new S3Error('MalformedXML');
  }
}

/** The parser's ordered form is `[{ Name: [children] }]`, text being `{ '#text': … }`. */
function toElements(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) throw new S3Error('MalformedXML');
  return nodes.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null) return [];
    return Object.entries(node)
      .filter(([name]) => name !== ':@')
      .map(([name, content]) => toElement(name, content));
  });
}

function toElement(name: string, content: unknown): XmlElement {
  if (name === '#text') return { name, text: decodeReferences(String(content)), children: [] };
  const inside = toElements(content);
  return {
    name,
    text: inside
      .filter((child) => child.name === '#text')
      .map((child) => child.text)
      .join(''),
    children: inside.filter((child) => child.name !== '#text'),
  };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const HIGHEST_CODE_POINT = 0x10ffff;

function decodeReferences(text: string): string {
  return text.replace(/&([^;]*);?/g, (_, reference: string) => {
    const named = NAMED[reference];
    if (named !== undefined) return named;
    const numeric = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(reference);
    const codePoint = numeric?.[1] === undefined ? Number(numeric?.[2]) : Number.parseInt(numeric[1], 16);
    if (!(codePoint <= HIGHEST_CODE_POINT)) throw new S3Error('MalformedXML');
    return String.fromCodePoint(codePoint);
  });
}
