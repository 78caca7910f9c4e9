import { MAX_IDS_PER_CALL, MAX_PAGE_SIZE } from '@dawg/contract/limits';
import { z } from 'zod';
import { id, text } from '../inputs.ts';

/** What the REST routes take and answer. The names are the guide's; sizes are bytes, times ISO 8601. */

const fileId = id.meta({ description: 'The id of one of your files' });
const time = z.iso.datetime();
const bytes = z.int().min(0);

export const restFile = z
  .strictObject({
    id: fileId,
    userId: z.string(),
    projectId: z.string().nullable(),
    fileName: z.string(),
    originalName: z.string().meta({ description: 'The name the file had when it arrived' }),
    folderPath: z.string().meta({ description: 'Its folders, outermost first; empty where there are none' }),
    mimeType: z.string(),
    size: bytes,
    duration: z.number().nullable().meta({ description: 'Seconds; null while nobody has measured it' }),
    scan: z
      .enum(['unasked', 'scanning', 'clean', 'infected', 'unscannable'])
      .meta({ description: 'What is known of viruses in it. `scanning` and `infected` are given to nobody' }),
    tags: z.array(z.string()),
    isPublic: z.boolean(),
    publicUrl: z
      .string()
      .nullable()
      .meta({ description: 'On this server; answers the bytes to anybody. Null unless the file is public' }),
    checksum: z.string().meta({ description: 'CRC-32 of the whole, verified in the store; base64' }),
    uploadedAt: time,
    updatedAt: time,
    trashedAt: time.nullable().meta({ description: 'Set while the file is in the trash' }),
  })
  .meta({ id: 'File' });

export const restError = z
  .strictObject({
    success: z.literal(false),
    error: z.strictObject({
      code: z.string().meta({ description: 'For programs, e.g. `quota-exceeded`' }),
      message: z.string().meta({ description: 'For a person: what happened, what to do' }),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
      requestId: z.string().meta({ description: 'Under which the server’s log has it' }),
    }),
  })
  .meta({ id: 'Error' });

const success = z.literal(true);
export const fileAnswer = z.strictObject({ success, file: restFile });
export const deletedAnswer = z.strictObject({ success, file: restFile.nullable() });
export const downloadAnswer = z.strictObject({
  success,
  url: z.url().meta({ description: 'Answers the bytes to a GET without any credentials, until it expires' }),
  expiresInSeconds: z.int(),
  file: restFile,
});
export const filesAnswer = z.strictObject({
  success,
  files: z.array(restFile),
  nextCursor: z.string().nullable().meta({ description: 'The `cursor` of the next page; null on the last' }),
});
export const quotaAnswer = z.strictObject({
  success,
  quota: z.strictObject({
    userId: z.string(),
    totalLimit: bytes,
    usedSpace: bytes.meta({ description: 'Stored files, those in the trash included' }),
    availableSpace: bytes.meta({ description: 'What is left, less what uploads under way have reserved' }),
    fileCount: z.int(),
    quotaExceeded: z.boolean(),
    quotaPercentage: z.number().meta({ description: 'Of the limit that is used, with one decimal' }),
  }),
});

const total = { fileCount: z.int(), size: bytes };
export const statisticsAnswer = z.strictObject({
  success,
  statistics: z.strictObject({
    userId: z.string(),
    ...total,
    byType: z.array(z.strictObject({ mimeType: z.string(), ...total })),
    byProject: z.array(z.strictObject({ projectId: z.string().nullable(), ...total })),
    byMonth: z
      .array(z.strictObject({ month: z.string(), ...total, totalSize: bytes }))
      .meta({ description: 'By the month of the upload, UTC; `totalSize` up to its end' }),
    biggest: z.array(restFile),
  }),
});

export const fileParams = z.strictObject({ fileId });

/** The caller may say who it is; it cannot say that it is somebody else. */
const userId = text(128).optional().meta({ description: 'If given, it has to be you: 403 otherwise' });
export const downloadQuery = z.strictObject({
  userId,
  acceptUnscanned: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`true` for a file that could not be checked for viruses, and is wanted as it is' }),
});
export const ownQuery = z.strictObject({ userId });
export const listQuery = z.strictObject({
  userId,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).optional(),
  sortBy: z.enum(['uploadedAt', 'fileName', 'size']).optional(),
  sortOrder: z.enum(['asc', 'desc']).optional(),
  projectId: text(128).min(1).optional(),
  search: text(255).optional().meta({ description: 'Part of a name, in any case' }),
  cursor: z.string().min(1).max(2048).optional(),
});
export const deleteQuery = z.strictObject({
  userId,
  permanent: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`true` deletes for good; otherwise the file goes to the trash' }),
});
/** Names are cleaned by the domain, which says what is wrong with one; this only bounds the work. */
export const renameBody = z.strictObject({ newName: z.string().max(4096) });

/** The fields of an upload's form beside its file, in any order, before it or after it. */
export const uploadFields = z.strictObject({
  projectId: text(128).min(1).optional(),
  folderPath: z.string().max(16_384).optional().meta({ description: 'e.g. `Album/Stems`' }),
  isPublic: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Whether anyone who has its `publicUrl` may read it; it is never listed' }),
});

/** One of both. */
export const zipBody = z.strictObject({
  fileIds: z.array(fileId).min(1).max(MAX_IDS_PER_CALL).optional(),
  folderId: id.optional().meta({ description: 'Instead of files: a folder, with the folders in it' }),
});
export const zipAnswer = z.strictObject({
  success,
  url: z
    .string()
    .meta({ description: 'On this server; answers the zip to one GET, without any credentials' }),
  fileCount: z.int(),
  size: bytes.meta({ description: 'Of the files together' }),
  expiresInSeconds: z.int(),
  leftOut: z
    .array(z.strictObject({ fileId, fileName: z.string(), code: z.string() }))
    .meta({ description: 'Files that are not in it, because of what is known of viruses in them' }),
});
