import { zipPath } from '@dawg/contract/link-paths';
import type { StorageError } from '@dawg/contract/storage-error';
import type { FileSort } from '@dawg/contract/wire';
import { restRoute, type RestRoute } from './rest-route.ts';
import {
  deletedAnswer,
  deleteQuery,
  downloadAnswer,
  downloadQuery,
  fileAnswer,
  fileParams,
  filesAnswer,
  listQuery,
  ownQuery,
  quotaAnswer,
  renameBody,
  statisticsAnswer,
  zipAnswer,
  zipBody,
} from './rest-shapes.ts';
import { toRestFile, toRestQuota, toRestStatistics } from './to-rest.ts';

const SORTS = {
  uploadedAt: 'uploadedAt',
  fileName: 'fileName',
  size: 'sizeBytes',
} satisfies Record<string, FileSort>;

const download = restRoute(
  {
    method: 'get',
    path: '/api/storage/download/{fileId}',
    summary: 'A link to a file’s bytes',
    params: fileParams,
    query: downloadQuery,
    answer: downloadAnswer,
    errors: ['file-not-found', 'file-not-scanned-yet', 'file-quarantined', 'file-unscannable'],
  },
  async ({ storage, owner }, { params, query }) => {
    const acceptUnscanned = query.acceptUnscanned === 'true';
    const request = { ...params, owner, acceptUnscanned };
    const { url, expiresInSeconds } = await storage.files.createDownloadUrl(request);
    const file = await storage.files.get({ ...params, owner });
    return { url, expiresInSeconds, file: toRestFile(file, owner) };
  },
);

const list = restRoute(
  {
    method: 'get',
    path: '/api/storage/files',
    summary: 'Your files, a page at a time',
    query: listQuery,
    answer: filesAnswer,
    errors: [],
  },
  async ({ storage, owner }, { query: { sortBy, sortOrder, userId: _, ...query } }) => {
    const sort = sortBy && SORTS[sortBy];
    const page = await storage.files.list({ ...query, sort, order: sortOrder, owner });
    const files = page.files.map((file) => toRestFile(file, owner));
    return { files, nextCursor: page.nextCursor };
  },
);

const remove = restRoute(
  {
    method: 'delete',
    path: '/api/storage/files/{fileId}',
    summary: 'Moves a file to the trash, or deletes it for good',
    params: fileParams,
    query: deleteQuery,
    answer: deletedAnswer,
    errors: ['file-not-found'],
  },
  async ({ storage, owner }, { params, query }) => {
    const trashed = await storage.files.trash({ ...params, owner });
    if (query.permanent !== 'true') return { file: toRestFile(trashed, owner) };
    await storage.files.purge({ ...params, owner });
    return { file: null };
  },
);

const rename = restRoute(
  {
    method: 'put',
    path: '/api/storage/files/{fileId}/rename',
    summary: 'Gives a file another name',
    params: fileParams,
    query: ownQuery,
    body: renameBody,
    answer: fileAnswer,
    errors: ['file-not-found', 'name-invalid', 'name-taken'],
  },
  async ({ storage, owner }, { params, body }) => {
    const file = await storage.files.rename({ ...params, fileName: body.newName, owner });
    return { file: toRestFile(file, owner) };
  },
);

const quota = restRoute(
  {
    method: 'get',
    path: '/api/storage/quota',
    summary: 'How much space there is, and how much is used',
    query: ownQuery,
    answer: quotaAnswer,
    errors: [],
  },
  async ({ storage, owner }) => ({ quota: toRestQuota(await storage.quota.get({ owner }), owner) }),
);

const zip = restRoute(
  {
    method: 'post',
    path: '/api/storage/zip',
    summary: 'A link to one zip of many files, or of a folder',
    query: ownQuery,
    body: zipBody,
    answer: zipAnswer,
    errors: [
      'file-not-found',
      'folder-not-found',
      'file-not-scanned-yet',
      'file-quarantined',
      'file-unscannable',
    ],
  },
  async ({ storage, owner }, { body }) => {
    const { token, sizeBytes, leftOut, ...ticket } = await storage.downloads.createZipTicket({
      ...body,
      owner,
    });
    return { ...ticket, url: zipPath(token), size: sizeBytes, leftOut: [...leftOut] };
  },
);

const statistics = restRoute(
  {
    method: 'get',
    path: '/api/storage/statistics',
    summary: 'What is stored, by type, project and month',
    query: ownQuery,
    answer: statisticsAnswer,
    errors: [],
  },
  async ({ storage, owner }) => ({
    statistics: toRestStatistics(await storage.statistics.get({ owner }), owner),
  }),
);

/** The routes that answer JSON to a small request; the upload of a form is the server's (`rest-upload.ts`). */
export const REST_ROUTES: readonly RestRoute[] = [download, list, remove, rename, zip, quota, statistics];

/** The body of a refusal. */
export function toRestError({ code, message, details }: StorageError, requestId: string) {
  return { success: false as const, error: { code, message, details, requestId } };
}
