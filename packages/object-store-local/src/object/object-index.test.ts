import { describe, expect, it } from 'vitest';
import type { KeyHistory } from './key-history.ts';
import { walkKeys } from './list-keys.ts';
import { ObjectIndex } from './object-index.ts';
import { compareUtf8 } from './utf8-order.ts';

const SOME: KeyHistory = [{ kind: 'delete-marker', versionId: 'null', lastModified: 0 }];

function indexOf(keys: readonly string[]): ObjectIndex {
  const index = new ObjectIndex();
  index.load(keys.map((key) => [key, SOME]));
  return index;
}

function walk(
  index: ObjectIndex,
  options: { prefix?: string; delimiter?: string; after?: string },
): string[] {
  const steps = walkKeys(index, { prefix: '', delimiter: '', after: '', ...options }, () => true);
  return [...steps].map((step) => (step.kind === 'key' ? step.key : `${step.prefix}…`));
}

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes, also where UTF-16 differs', () => {
    const keys = ['', 'A', 'a', 'a\0', 'a/', 'aa', 'é', '\ue000', '\uffee', '🎵', '\u{10ffff}'];
    const byBytes = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(keys.toReversed().toSorted(compareUtf8)).toEqual(byBytes);
  });
});

describe('the index', () => {
  it('keeps keys sorted while they come and go', () => {
    const index = new ObjectIndex();
    for (const key of ['b', 'c', 'a', 'b', 'd']) index.set(key, SOME);
    index.set('c', []);
    index.set('never there', []);
    expect(walk(index, {})).toEqual(['a', 'b', 'd']);
    expect(index.size).toBe(3);
  });

  it('finds neighbours of keys it does not hold', () => {
    const index = indexOf(['b', 'd']);
    expect(index.firstKeyFrom('c')).toBe('d');
    expect(index.firstKeyAfter('a')).toBe('b');
    expect(index.firstKeyAfter('b')).toBe('d');
    expect(index.firstKeyAfter('d')).toBeUndefined();
  });
});

describe('a walk over keys', () => {
  const index = indexOf(['a', 'a/1', 'a/2', 'a/b/1', 'a0', 'b/1', 'b/2', 'c']);

  it('folds keys behind the delimiter into one step', () => {
    expect(walk(index, { delimiter: '/' })).toEqual(['a', 'a/…', 'a0', 'b/…', 'c']);
    expect(walk(index, { delimiter: '/', prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/b/…']);
  });

  it('goes on behind a folded prefix, not inside it', () => {
    expect(walk(index, { delimiter: '/', after: 'a/' })).toEqual(['a0', 'b/…', 'c']);
    expect(walk(index, { after: 'a/' })).toEqual(['a/1', 'a/2', 'a/b/1', 'a0', 'b/1', 'b/2', 'c']);
  });

  it('starts at the prefix even when it is told to start before it', () => {
    expect(walk(index, { prefix: 'b', after: 'a' })).toEqual(['b/1', 'b/2']);
    expect(walk(index, { prefix: 'a', after: 'b' })).toEqual([]);
  });

  it('gives the same keys page by page as in one go', () => {
    const all = walk(index, { delimiter: '/' });
    const paged: string[] = [];
    for (let after = ''; ;) {
      const [next] = walk(index, { delimiter: '/', after });
      if (next === undefined) break;
      paged.push(next);
      after = next.replace('…', '');
    }
    expect(paged).toEqual(all);
  });
});
