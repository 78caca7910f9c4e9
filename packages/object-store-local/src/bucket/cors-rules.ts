import { S3Error } from '../s3-error.ts';
import type { XmlFields } from '../xml/build-xml.ts';
import { elementsOf, textOf, type XmlElement } from '../xml/parse-xml.ts';

/** One `<CORSRule>`. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html */
export interface CorsRule {
  readonly id?: string;
  /** May hold one `*` each. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  /** May hold one `*` each. */
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const MAX_RULES = 100;

/** A `<CORSConfiguration>` document. @throws S3Error MalformedXML, InvalidRequest */
export function parseCors(document: XmlElement): CorsRule[] {
  const rules = elementsOf(document, 'CORSRule').map(parseRule);
  if (rules.length === 0 || rules.length > MAX_RULES) throw new S3Error('MalformedXML');
  return rules;
}

export function corsFields(rules: readonly CorsRule[]): XmlFields {
  return {
    CORSRule: rules.map((rule) => ({
      ID: rule.id,
      AllowedOrigin: rule.allowedOrigins,
      AllowedMethod: rule.allowedMethods,
      AllowedHeader: rule.allowedHeaders,
      ExposeHeader: rule.exposeHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
    })),
  };
}

/** What a browser asks before, or with, a request from another origin. Header names are in lower case. */
export interface CorsQuestion {
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly string[];
}

/** The first rule that allows it. */
export function matchingRule(
  rules: readonly CorsRule[],
  { origin, method, headers }: CorsQuestion,
): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.allowedMethods.includes(method) &&
      rule.allowedOrigins.some((pattern) => matchesWildcard(pattern, origin)) &&
      headers.every((name) =>
        rule.allowedHeaders.some((pattern) => matchesWildcard(pattern.toLowerCase(), name)),
      ),
  );
}

function parseRule(element: XmlElement): CorsRule {
  const rule = {
    id: textOf(element, 'ID'),
    allowedOrigins: texts(element, 'AllowedOrigin'),
    allowedMethods: texts(element, 'AllowedMethod'),
    allowedHeaders: texts(element, 'AllowedHeader'),
    exposeHeaders: texts(element, 'ExposeHeader'),
    maxAgeSeconds: parseMaxAge(textOf(element, 'MaxAgeSeconds')),
  };
  if (rule.allowedOrigins.length === 0 || rule.allowedMethods.length === 0) throw new S3Error('MalformedXML');
  for (const method of rule.allowedMethods) {
    if (!METHODS.includes(method))
      throw new S3Error(
        'InvalidRequest',
        `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
      );
  }
  for (const pattern of [...rule.allowedOrigins, ...rule.allowedHeaders]) {
    if (pattern.split('*').length > 2)
      throw new S3Error('InvalidRequest', `"${pattern}" can not have more than one wildcard.`);
  }
  return rule;
}

function texts(parent: XmlElement, name: string): string[] {
  return elementsOf(parent, name).map((element) => element.text.trim());
}

function parseMaxAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new S3Error('MalformedXML');
  return Number(text);
}

function matchesWildcard(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
