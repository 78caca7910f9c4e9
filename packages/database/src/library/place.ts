import { Prisma } from '../generated/client.ts';

/** What stands for the top where a folder's id is compared: NULL equals nothing and keeps no order in an index. */
export const TOP = '00000000-0000-0000-0000-000000000000';

/** The place of a file as the indexes have it, letter for letter: its folder's id, or `TOP`. */
export const FILE_PLACE = Prisma.raw(`COALESCE("folderId", '${TOP}'::uuid)`);

/** The place of a folder, likewise. */
export const FOLDER_PLACE = Prisma.raw(`COALESCE("parentId", '${TOP}'::uuid)`);

export function placeOf(folderId: string | null): string {
  return folderId ?? TOP;
}
