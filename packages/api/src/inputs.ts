import { CRC32_BASE64 } from '@dawg/contract/crc32';
import {
  LARGEST_OBJECT_BYTES,
  MAX_IDS_PER_CALL,
  MAX_NAMES_PER_CALL,
  MAX_PAGE_SIZE,
  MAX_PARTS,
  MAX_PARTS_PER_SIGN,
} from '@dawg/contract/limits';
import { z } from 'zod';

/** The shapes of what clients send. Strict everywhere: an unknown key is an error, never passed on. */

/** PostgreSQL keeps neither NUL nor half a character. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine(
      (value) => value.isWellFormed() && !value.includes('\u0000'),
      'has characters that cannot be kept',
    );

/** Names and paths are cleaned by the domain, which says what is wrong with one that is too long; this only bounds the work. */
const fileName = z.string().max(4096);
const folderPath = z.string().max(16_384);

/** A UUID is the same in capital letters (RFC 9562, 4); from here on it has one spelling. */
export const id = z.uuid().toLowerCase();
const checksum = z.string().regex(CRC32_BASE64, 'must be the base64 of a CRC-32');
const sizeBytes = z.int().min(0).max(LARGEST_OBJECT_BYTES);
/** Whether a size fits the plan is the domain's to say. */
const part = z.strictObject({
  partNumber: z.int().min(1).max(MAX_PARTS),
  checksum,
  sizeBytes: sizeBytes.optional(),
});
const parts = z.array(part).min(1).max(MAX_PARTS_PER_SIGN).readonly();
const projectId = text(128).min(1);

/** Years 0 to 9999, in milliseconds since 1970: what PostgreSQL and everybody's dates can hold. */
const lastModified = z.int().min(-62_167_219_200_000).max(253_402_300_799_999);

/** The domain says what is too much; this only bounds the work. */
const tags = z.array(text(1000)).max(1000).readonly();
const metadata = z.record(text(1000), text(10_000));

const onConflict = z.enum(['keep-both', 'replace', 'skip', 'fail']);

export const createUploadInput = z.strictObject({
  idempotencyKey: text(128).min(16),
  fileName,
  folderId: id.optional(),
  onConflict: onConflict.optional(),
  folderPath: folderPath.optional(),
  sizeBytes,
  isCeiling: z.literal(true).optional(),
  contentType: z.string().max(255),
  lastModified: lastModified.optional(),
  projectId: projectId.optional(),
  category: z.enum(['uploads', 'recordings', 'generated', 'projects']).optional(),
  tags: tags.optional(),
  metadata: metadata.optional(),
  isPublic: z.boolean().optional(),
  parts: parts.optional(),
});

export const sessionInput = z.strictObject({ sessionId: id });
export const signPartsInput = z.strictObject({ sessionId: id, parts });
export const completeUploadInput = z.strictObject({
  sessionId: id,
  checksum,
  sizeBytes: sizeBytes.optional(),
});

/** PostgreSQL has no year 0. */
const FIRST_TIME_MS = Date.parse('0001-01-01T00:00:00Z');

/** PostgreSQL's dates and ours: as `Date.prototype.toISOString` writes them. */
const time = z.iso
  .datetime({ offset: true })
  .refine((at) => Date.parse(at) >= FIRST_TIME_MS, 'must be in the year 1 or later');
const seconds = z.number().min(0).max(1e9);
const cursor = z.string().max(2048).nullish();
const limit = z.int().min(1).max(MAX_PAGE_SIZE).optional();

export const listFilesInput = z.strictObject({
  sort: z.enum(['uploadedAt', 'fileName', 'sizeBytes', 'durationSeconds', 'contentType']).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  direction: z.enum(['forward', 'backward']).optional(),
  cursor,
  limit,
  search: text(255).optional(),
  projectId: projectId.optional(),
  folderId: id.nullish(),
  tag: text(255).optional(),
  contentType: text(255).optional(),
  isFavourite: z.boolean().optional(),
  minBytes: sizeBytes.optional(),
  maxBytes: sizeBytes.optional(),
  uploadedFrom: time.optional(),
  uploadedBefore: time.optional(),
  minSeconds: seconds.optional(),
  maxSeconds: seconds.optional(),
  trashed: z.boolean().optional(),
});

export const fileInput = z.strictObject({ fileId: id });
const acceptUnscanned = z.boolean().optional();
export const downloadInput = z.strictObject({ fileId: id, acceptUnscanned });
export const renameFileInput = z.strictObject({ fileId: id, fileName, onConflict: onConflict.optional() });
export const restoreFileInput = z.strictObject({ fileId: id, onConflict: onConflict.optional() });

const target = { folderId: id.nullable(), onConflict: onConflict.optional() };
export const moveFileInput = z.strictObject({ fileId: id, ...target });

export const describeFileInput = z.strictObject({
  fileId: id,
  tags: tags.optional(),
  metadata: metadata.optional(),
  isFavourite: z.boolean().optional(),
  isPublic: z.boolean().optional(),
  projectId: projectId.nullish(),
});

export const copiesInput = z.strictObject({ sizeBytes, checksum });
/** tRPC's infinite queries send the direction; these pages go one way. */
const onward = z.literal('forward').optional();
export const duplicatesInput = z.strictObject({ cursor, limit, direction: onward });

const places = z
  .array(z.strictObject({ folderId: id.optional(), folderPath, fileName }))
  .min(1)
  .max(MAX_NAMES_PER_CALL)
  .readonly();
export const takenPlacesInput = z.strictObject({ places });

const fileIds = z.array(id).min(1).max(MAX_IDS_PER_CALL).readonly();
export const manyFilesInput = z.strictObject({ fileIds });
export const zipInput = z.strictObject({ fileIds: fileIds.optional(), folderId: id.optional() });
export const restoreManyInput = z.strictObject({ fileIds, onConflict: onConflict.optional() });
export const moveManyInput = z.strictObject({ fileIds, ...target });
export const tagManyInput = z.strictObject({ fileIds, add: tags, remove: tags });

export const rejectedInput = z.strictObject({ ids: z.array(id).max(100).readonly() });

export const versionInput = z.strictObject({ fileId: id, versionId: id });
/** A file as it is, or as it was. */
export const takeInput = z.strictObject({ fileId: id, versionId: id.optional() });
export const versionDownloadInput = z.strictObject({ fileId: id, versionId: id, acceptUnscanned });

const folderConflict = onConflict.exclude(['replace']).optional();
export const folderInput = z.strictObject({ folderId: id });
export const listFoldersInput = z.strictObject({
  parentId: id.nullish(),
  trashed: z.boolean().optional(),
  cursor,
  limit,
  direction: onward,
});
export const createFolderInput = z.strictObject({
  name: fileName,
  parentId: id.optional(),
  onConflict: folderConflict,
});
export const renameFolderInput = z.strictObject({ folderId: id, name: fileName, onConflict: folderConflict });
export const moveFolderInput = z.strictObject({
  folderId: id,
  parentId: id.nullable(),
  onConflict: folderConflict,
});
export const restoreFolderInput = z.strictObject({ folderId: id, onConflict: folderConflict });

/** tRPC fills in what the browser remembers of a stream that was cut off. */
export const changesInput = z.strictObject({ lastEventId: z.string().max(64).nullish() }).optional();
