import { DEFAULT_FILE_QUERY, type FileQuery } from '@dawg/file-manager/file-query';
import { expect, test } from 'vitest';
import { fileQueryOf, pathOf } from './file-query-url.ts';

const roundTrip = (query: FileQuery) => {
  const { pathname, search } = new URL(pathOf(query), 'http://localhost');
  return fileQueryOf({ pathname, search });
};

test('the usual list has the shortest address', () => {
  expect(pathOf(DEFAULT_FILE_QUERY)).toBe('/');
  expect(pathOf({ ...DEFAULT_FILE_QUERY, trashed: true })).toBe('/trash');
});

test('a search in the trash by name can be sent to somebody', () => {
  const query: FileQuery = {
    ...DEFAULT_FILE_QUERY,
    trashed: true,
    search: 'kick & snare',
    sort: 'fileName',
    order: 'asc',
  };
  expect(pathOf(query)).toBe('/trash?q=kick+%26+snare&sort=name&order=asc');
  expect(roundTrip(query)).toEqual(query);
});

test.each(['fileName', 'sizeBytes', 'uploadedAt'] as const)('sorting by %s survives the address', (sort) => {
  for (const direction of ['asc', 'desc'] as const) {
    const query: FileQuery = { ...DEFAULT_FILE_QUERY, sort, order: direction };
    expect(roundTrip(query)).toEqual(query);
  }
});

test('an open folder has an address of its own', () => {
  const folderId = '0199c0de-1234-7abc-8def-0123456789ab';
  expect(pathOf({ ...DEFAULT_FILE_QUERY, folderId })).toBe(`/folders/${folderId}`);
  expect(roundTrip({ ...DEFAULT_FILE_QUERY, folderId })).toEqual({ ...DEFAULT_FILE_QUERY, folderId });
  expect(fileQueryOf({ pathname: '/folders/x', search: '' })).toEqual(DEFAULT_FILE_QUERY);
});

test('a filter survives the address', () => {
  const query: FileQuery = { ...DEFAULT_FILE_QUERY, contentType: 'audio/flac', isFavourite: true };
  expect(pathOf(query)).toBe('/?type=flac&favourites=');
  expect(roundTrip(query)).toEqual(query);
});

test('nonsense in the address is as if left out', () => {
  expect(fileQueryOf({ pathname: '/', search: '?sort=magic&order=sideways' })).toEqual(DEFAULT_FILE_QUERY);
});
