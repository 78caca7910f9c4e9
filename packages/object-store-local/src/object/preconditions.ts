import { S3Error } from '../s3-error.ts';
import { currentObject, type KeyHistory } from './key-history.ts';
import type { ObjectVersion } from './object-version.ts';

type Headers = ReadonlyMap<string, string>;

/** The four conditions of RFC 9110, 13.1, as far as the request has them. */
interface Conditions {
  readonly match: string | undefined;
  readonly noneMatch: string | undefined;
  readonly modifiedSince: string | undefined;
  readonly unmodifiedSince: string | undefined;
}

/**
 * What the conditions of a GET or HEAD say about the version (RFC 9110, 13.2.2: an ETag condition beats the date condition
 * beside it). @throws S3Error PreconditionFailed
 */
export function checkReadConditions(headers: Headers, version: ObjectVersion): 'proceed' | 'not-modified' {
  const conditions = conditionsOf(headers, '');
  requireUnchanged(version, conditions);
  return isUnchanged(version, conditions) ? 'not-modified' : 'proceed';
}

/** The conditions on the source of a copy, for which "not modified" is a failure too. @throws S3Error PreconditionFailed */
export function checkCopyConditions(headers: Headers, source: ObjectVersion): void {
  const conditions = conditionsOf(headers, 'x-amz-copy-source-');
  requireUnchanged(source, conditions);
  if (isUnchanged(source, conditions)) throw failed('x-amz-copy-source-If-None-Match');
}

/**
 * The conditions of a write or delete on what is there now. S3 knows `If-None-Match: *` (nothing may be there) and `If-Match`
 * (exactly this must be there).
 * @throws S3Error PreconditionFailed, NoSuchKey when If-Match meets nothing, NotImplemented for If-None-Match with an ETag
 */
export function checkWriteConditions(headers: Headers, history: KeyHistory): void {
  const noneMatch = headers.get('if-none-match');
  const match = headers.get('if-match');
  const current = currentObject(history);
  if (noneMatch !== undefined) {
    if (noneMatch.trim() !== '*')
      throw new S3Error('NotImplemented', 'A write knows If-None-Match only with the value *.');
    if (current !== undefined) throw failed('If-None-Match');
  }
  if (match === undefined) return;
  if (current === undefined) throw new S3Error('NoSuchKey');
  if (!matchesEtag(match, current)) throw failed('If-Match');
}

/** If-Range: the range is meant only for this ETag, or for this date. */
export function rangeStillApplies(headers: Headers, version: ObjectVersion): boolean {
  const condition = headers.get('if-range');
  if (condition === undefined) return true;
  const date = condition.includes('"') ? undefined : parseDate(condition);
  return date === undefined ? matchesEtag(condition, version) : date === wholeSeconds(version.lastModified);
}

function conditionsOf(headers: Headers, prefix: string): Conditions {
  return {
    match: headers.get(`${prefix}if-match`),
    noneMatch: headers.get(`${prefix}if-none-match`),
    modifiedSince: headers.get(`${prefix}if-modified-since`),
    unmodifiedSince: headers.get(`${prefix}if-unmodified-since`),
  };
}

function requireUnchanged(version: ObjectVersion, { match, unmodifiedSince }: Conditions): void {
  if (match !== undefined) {
    if (!matchesEtag(match, version)) throw failed('If-Match');
    return;
  }
  const limit = parseDate(unmodifiedSince);
  if (limit !== undefined && wholeSeconds(version.lastModified) > limit) throw failed('If-Unmodified-Since');
}

function isUnchanged(version: ObjectVersion, { noneMatch, modifiedSince }: Conditions): boolean {
  if (noneMatch !== undefined) return matchesEtag(noneMatch, version);
  const limit = parseDate(modifiedSince);
  return limit !== undefined && wholeSeconds(version.lastModified) <= limit;
}

/** Clients leave the quotes away, too; S3 takes that. */
function matchesEtag(list: string, version: ObjectVersion): boolean {
  return list.split(',').some((item) => {
    const etag = item
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return etag === '*' || etag === version.etag;
  });
}

/** Milliseconds since the epoch; a date that cannot be read is no condition (RFC 9110, 13.1.3). */
function parseDate(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** HTTP dates have no fractions, so neither may the date they are compared with. */
function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', undefined, { fields: { Condition: condition } });
}
