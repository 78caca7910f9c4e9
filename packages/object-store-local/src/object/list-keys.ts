import { compareUtf8 } from './utf8-order.ts';
import type { ObjectIndex } from './object-index.ts';

/** Which keys a listing walks over. */
export interface KeyWalk {
  readonly prefix: string;
  /** Keys that hold it behind the prefix are folded into one common prefix; empty: nothing is folded. */
  readonly delimiter: string;
  /** Keys and common prefixes up to and including this one have been listed already. */
  readonly after: string;
}

export type WalkStep =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'prefix'; readonly prefix: string };

/**
 * Walks a bucket's keys in UTF-8 order. A folded prefix is one step however many keys it stands for: the walk jumps over them.
 * `isListed` says which keys count (a key whose newest version is a delete marker does not).
 */
export function* walkKeys(
  index: ObjectIndex,
  walk: KeyWalk,
  isListed: (key: string) => boolean,
): Generator<WalkStep> {
  const { prefix, after } = walk;
  let key = compareUtf8(after, prefix) < 0 ? index.firstKeyFrom(prefix) : firstAfter(index, walk);
  while (key?.startsWith(prefix)) {
    if (!isListed(key)) {
      key = index.firstKeyAfter(key);
      continue;
    }
    const folded = commonPrefix(key, walk);
    yield folded === undefined ? { kind: 'key', key } : { kind: 'prefix', prefix: folded };
    key = folded === undefined ? index.firstKeyAfter(key) : index.firstKeyPast(folded);
  }
}

/** The part of the key up to the first delimiter behind the prefix, if there is one. */
export function commonPrefix(
  key: string,
  { prefix, delimiter }: Pick<KeyWalk, 'prefix' | 'delimiter'>,
): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** A page that ended with a common prefix goes on behind all the keys it stood for. */
function firstAfter(index: ObjectIndex, walk: KeyWalk): string | undefined {
  const { after, prefix } = walk;
  const wasFolded = after.startsWith(prefix) && commonPrefix(after, walk) === after;
  return wasFolded ? index.firstKeyPast(after) : index.firstKeyAfter(after);
}
