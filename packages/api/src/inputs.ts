import { CRC32_BASE64 } from '@dawg/contract/crc32';
import {
  LARGEST_OBJECT_BYTES,
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

const id = z.uuid();
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

export const createUploadInput = z.strictObject({
  idempotencyKey: text(128).min(16),
  fileName,
  folderPath: folderPath.optional(),
  sizeBytes,
  isCeiling: z.literal(true).optional(),
  contentType: z.string().max(255),
  lastModified: lastModified.optional(),
  projectId: projectId.optional(),
  parts: parts.optional(),
});

export const sessionInput = z.strictObject({ sessionId: id });
export const signPartsInput = z.strictObject({ sessionId: id, parts });
export const completeUploadInput = z.strictObject({
  sessionId: id,
  checksum,
  sizeBytes: sizeBytes.optional(),
});

export const listFilesInput = z.strictObject({
  sort: z.enum(['uploadedAt', 'fileName', 'sizeBytes']).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  // tRPC's infinite queries send it; a page's cursor says all there is to say.
  direction: z.literal('forward').optional(),
  cursor: z.string().max(2048).nullish(),
  limit: z.int().min(1).max(MAX_PAGE_SIZE).optional(),
  search: text(255).optional(),
  projectId: projectId.optional(),
  trashed: z.boolean().optional(),
});

export const fileInput = z.strictObject({ fileId: id });
export const renameFileInput = z.strictObject({ fileId: id, fileName });

const places = z.array(z.strictObject({ folderPath, fileName })).min(1).max(MAX_NAMES_PER_CALL).readonly();
export const takenPlacesInput = z.strictObject({ places });
