import { S3Error } from '../s3-error.ts';
import type { XmlFields } from '../xml/build-xml.ts';
import { elementOf, elementsOf, textOf, type XmlElement } from '../xml/parse-xml.ts';

/**
 * One `<Rule>`, kept as the client wrote it after what it says has been checked. Rules are stored and returned; nothing here
 * acts on them.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
 */
export type LifecycleRule = XmlElement;

const ACTIONS = [
  'AbortIncompleteMultipartUpload',
  'Expiration',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'Transition',
];
const MAX_RULES = 1000;
const MAX_ID_LENGTH = 255;

/** A `<LifecycleConfiguration>` document. @throws S3Error MalformedXML, InvalidArgument, InvalidRequest */
export function parseLifecycle(document: XmlElement): LifecycleRule[] {
  const rules = elementsOf(document, 'Rule');
  if (rules.length === 0 || rules.length > MAX_RULES) throw new S3Error('MalformedXML');
  rules.forEach(checkRule);
  const ids = rules.map((rule) => textOf(rule, 'ID')).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length)
    throw new S3Error('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
  return [...rules];
}

export function lifecycleFields(rules: readonly LifecycleRule[]): XmlFields {
  return { Rule: rules.map(toFields) };
}

function checkRule(rule: XmlElement): void {
  const status = textOf(rule, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw new S3Error('MalformedXML');
  if ((textOf(rule, 'ID') ?? '').length > MAX_ID_LENGTH)
    throw new S3Error('InvalidArgument', `ID length should not exceed allowed limit of ${MAX_ID_LENGTH}`);
  if (elementOf(rule, 'Filter') === undefined && elementOf(rule, 'Prefix') === undefined)
    throw new S3Error('MalformedXML');
  const actions = rule.children.filter(({ name }) => ACTIONS.includes(name));
  if (actions.length === 0)
    throw new S3Error('InvalidRequest', 'At least one action needs to be specified in a rule');
  actions.forEach(checkDays);
}

/** Days count from one; Transition alone may happen at once. */
function checkDays(action: XmlElement): void {
  if (
    action.name === 'AbortIncompleteMultipartUpload' &&
    elementOf(action, 'DaysAfterInitiation') === undefined
  ) {
    throw new S3Error('MalformedXML');
  }
  const least = action.name === 'Transition' ? 0 : 1;
  for (const name of ['DaysAfterInitiation', 'Days', 'NoncurrentDays']) {
    const days = textOf(action, name);
    if (days === undefined) continue;
    if (!/^-?\d{1,9}$/.test(days)) throw new S3Error('MalformedXML');
    if (Number(days) < least)
      throw new S3Error('InvalidArgument', `'${name}' for ${action.name} action must be a positive integer`);
  }
}

/** Elements of one name stand together already: S3's schema is a sequence. */
function toFields(element: XmlElement): XmlFields {
  const fields: Record<string, (XmlFields | string)[]> = {};
  for (const child of element.children) {
    (fields[child.name] ??= []).push(child.children.length > 0 ? toFields(child) : child.text.trim());
  }
  return fields;
}
