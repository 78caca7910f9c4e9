import { AUDIO_FORMATS } from '@dawg/contract/audio-formats';
import { DEFAULT_FILE_QUERY, type FileQuery } from '@dawg/file-manager/file-query';
import type { AppLocation } from './location.ts';

/** What people read in the address bar for each sort. */
const SORT_NAMES = { name: 'fileName', size: 'sizeBytes', date: 'uploadedAt' } as const;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The list that an address asks for. Whatever it gets wrong is as if left out. */
export function fileQueryOf({ pathname, search }: AppLocation): FileQuery {
  const params = new URLSearchParams(search);
  const sort = params.get('sort');
  const order = params.get('order');
  const folder = /^\/folders\/([^/]+)$/.exec(pathname)?.[1];
  return {
    trashed: pathname === '/trash',
    folderId: folder !== undefined && UUID.test(folder) ? folder : null,
    search: params.get('q') ?? '',
    contentType: formatNamed(params.get('type'))?.contentType ?? null,
    isFavourite: params.has('favourites'),
    sort: sort === 'name' || sort === 'size' ? SORT_NAMES[sort] : DEFAULT_FILE_QUERY.sort,
    order: order === 'asc' || order === 'desc' ? order : DEFAULT_FILE_QUERY.order,
  };
}

/** The address of a list, as short as it can be: what is usual is left out. */
export function pathOf(query: FileQuery): string {
  const params = new URLSearchParams();
  if (query.search !== '') params.set('q', query.search);
  const format = AUDIO_FORMATS.find(({ contentType }) => contentType === query.contentType);
  if (format) params.set('type', format.label.toLowerCase());
  if (query.isFavourite) params.set('favourites', '');
  if (query.sort !== DEFAULT_FILE_QUERY.sort) params.set('sort', query.sort === 'fileName' ? 'name' : 'size');
  if (query.order !== DEFAULT_FILE_QUERY.order) params.set('order', query.order);
  const path = query.trashed ? '/trash' : query.folderId === null ? '/' : `/folders/${query.folderId}`;
  return params.size === 0 ? path : `${path}?${params}`;
}

/** People read `wav` in the address bar, not `audio/wav`. */
function formatNamed(name: string | null) {
  return AUDIO_FORMATS.find(({ label }) => label.toLowerCase() === name);
}
