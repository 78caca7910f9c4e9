import { StorageError } from '@dawg/contract/storage-error';
import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface FetchPublicOptions {
  /** More than this is refused, whatever the server says it sends. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** What may be connected to; for tests, whose servers are on loopback. */
  readonly isAllowed?: (address: string) => boolean;
  /** Who knows the address of a name; for tests, whose names no resolver knows. */
  readonly resolve?: typeof lookUp;
  /** Certificates to believe beside the usual ones. */
  readonly ca?: string;
}

/**
 * Opens a URL that somebody else has chosen, without letting them reach what only we can: https alone, no credentials, no
 * redirects, and only addresses of the public internet. The name is looked up once and the connection goes to the address
 * that was checked, so that a name whose answer changes meanwhile gains nothing. Throws `invalid-request`,
 * `file-too-large`, and the signal's reason.
 */
export async function fetchPublic(url: string, options: FetchPublicOptions): Promise<IncomingMessage> {
  const { maxBytes, signal, isAllowed = isPublicAddress, resolve = lookUp, ca } = options;
  const target = parse(url, isAllowed);
  const asking = request(target, {
    signal,
    agent: false, // no connection that was opened for something else
    lookup: checkedLookup(resolve, isAllowed),
    ...(ca === undefined ? {} : { ca }),
  });
  asking.end();
  const [answer] = (await once(asking, 'response').catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof StorageError) throw error;
    throw refused('the URL cannot be reached', error);
  })) as [IncomingMessage];
  const problem =
    answer.statusCode === 200 ? null : `the URL answers ${answer.statusCode}, and has to answer 200`;
  const declared = Number(answer.headers['content-length'] ?? 0);
  if (problem === null && declared <= maxBytes) return answer;
  answer.destroy();
  if (problem !== null) throw refused(problem);
  throw new StorageError('file-too-large', { sizeBytes: declared, maxBytes });
}

function parse(text: string, isAllowed: (address: string) => boolean): URL {
  if (!URL.canParse(text)) throw refused('it is no URL');
  const url = new URL(text);
  if (url.protocol !== 'https:') throw refused('the URL has to begin with https:');
  if (url.username !== '' || url.password !== '') throw refused('the URL must not have a user or a password');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address is connected to without being looked up.
  if (isIP(host) !== 0 && !isAllowed(host)) throw notPublic();
  return url;
}

function checkedLookup(resolve: typeof lookUp, isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const addresses: LookupAddress[] = found;
      // One that is not public is no accident of a public name.
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address)))
        return done(notPublic(), '');
      const [first] = addresses;
      if (options.all) return done(null, addresses);
      done(null, first?.address ?? '', first?.family);
    });
  };
}

function notPublic(): StorageError {
  return refused('the URL does not lead to the public internet');
}

function refused(problem: string, cause?: unknown): StorageError {
  return new StorageError('invalid-request', { problem }, { cause });
}
