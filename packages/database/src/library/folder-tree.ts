import { fileNameKey } from '@dawg/contract/file-name';
import { folderNames } from '@dawg/contract/folder-path';
import type { PlaceBelow } from '@dawg/storage/ports/file-catalog';
import { randomUUID } from 'node:crypto';
import type { Folder, Prisma } from '../generated/client.ts';
import { folderNameColumns } from '../rows.ts';
import { FOLDER_PLACE, placeOf } from './place.ts';

/** The tree of folders, walked by index: as many steps as it is deep. */

type Client = Prisma.TransactionClient;
type Below = Pick<PlaceBelow, 'folderId' | 'folderPath'>;

/** The paths (`Album/Stems`) of folders, in whatever state, by id. */
export async function pathsOf(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await client.$queryRaw<{ readonly origin: string; readonly path: string }[]>`
    WITH RECURSIVE up AS (
      SELECT "id" AS "origin", "parentId", "name", 1 AS "level" FROM "Folder" WHERE "id" = ANY(${ids}::uuid[])
      UNION ALL
      SELECT up."origin", parent."parentId", parent."name", up."level" + 1
      FROM up JOIN "Folder" parent ON parent."id" = up."parentId")
    SELECT "origin", string_agg("name", '/' ORDER BY "level" DESC) AS "path" FROM up GROUP BY "origin"`;
  return new Map(rows.map(({ origin, path }) => [origin, path]));
}

/** A folder with those it is in, outermost first, itself last; empty where the owner has no such folder. */
export async function foldersTo(client: Client, owner: string, id: string): Promise<readonly Folder[]> {
  return client.$queryRaw<Folder[]>`
    WITH RECURSIVE up AS (
      SELECT *, 1 AS "level" FROM "Folder" WHERE "id" = ${id}::uuid AND "userId" = ${owner}
      UNION ALL
      SELECT parent.*, up."level" + 1 FROM up JOIN "Folder" parent ON parent."id" = up."parentId")
    SELECT * FROM up ORDER BY "level" DESC`;
}

/** Of each folder itself or the nearest one above that is active; those that have none are at the top. */
export async function livingFolders(
  client: Client,
  owner: string,
  ids: readonly string[],
): Promise<(folderId: string | null) => string | null> {
  const unique = [...new Set(ids)];
  const rows =
    unique.length === 0
      ? []
      : await client.$queryRaw<{ readonly origin: string; readonly id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT "id" AS "origin", "id", "parentId", "status" FROM "Folder"
      WHERE "id" = ANY(${unique}::uuid[]) AND "userId" = ${owner}
      UNION ALL
      SELECT up."origin", parent."id", parent."parentId", parent."status"
      FROM up JOIN "Folder" parent ON parent."id" = up."parentId" WHERE up."status" <> 'active')
    SELECT "origin", "id" FROM up WHERE "status" = 'active'`;
  const living = new Map(rows.map(({ origin, id }) => [origin, id]));
  return (folderId) => (folderId === null ? null : (living.get(folderId) ?? null));
}

/** The folders at the ends of the paths (null: the top), undefined where one of a path is missing. */
export async function resolvePaths(
  client: Client,
  owner: string,
  places: readonly Below[],
): Promise<readonly (string | null | undefined)[]> {
  const living = await livingFolders(
    client,
    owner,
    places.flatMap(({ folderId }) => folderId ?? []),
  );
  const at: (string | null | undefined)[] = places.map(({ folderId }) => living(folderId));
  const names = places.map(({ folderPath }) => folderNames(folderPath));
  const deepest = Math.max(0, ...names.map((path) => path.length));
  for (let level = 0; level < deepest; level++) {
    const steps = names.flatMap((path, index) => {
      const [name, folderId] = [path[level], at[index]];
      return name === undefined || folderId === undefined ? [] : [{ index, folderId, name }];
    });
    const children = await childrenNamed(client, owner, steps);
    for (const step of steps) at[step.index] = children.get(childKey(step));
  }
  return at;
}

/** The folder at the end of a path, whose missing folders are made. Under the owner's lock. */
export async function makePath(tx: Client, owner: string, { folderId, folderPath }: Below, at: Date) {
  const living = await livingFolders(tx, owner, folderId === null ? [] : [folderId]);
  let parentId = living(folderId);
  for (const name of folderNames(folderPath)) {
    const step = { folderId: parentId, name };
    const child = (await childrenNamed(tx, owner, [step])).get(childKey(step));
    parentId = child ?? (await createFolder(tx, { id: randomUUID(), owner, parentId, name, at })).id;
  }
  return parentId;
}

export function createFolder(
  tx: Client,
  folder: {
    readonly id: string;
    readonly owner: string;
    readonly parentId: string | null;
    readonly name: string;
    readonly at: Date;
  },
): Promise<Folder> {
  const { id, owner, parentId, name, at } = folder;
  return tx.folder.create({
    data: { id, userId: owner, parentId, ...folderNameColumns(name), createdAt: at, updatedAt: at },
  });
}

interface Step {
  readonly folderId: string | null;
  readonly name: string;
}

/** Active folders by parent and name. */
async function childrenNamed(
  client: Client,
  owner: string,
  steps: readonly Step[],
): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Map(steps.map((step) => [childKey(step), step])).values()];
  const parents = unique.map(({ folderId }) => placeOf(folderId));
  const keys = unique.map(({ name }) => fileNameKey(name));
  if (unique.length === 0) return new Map();
  const rows = await client.$queryRaw<
    { readonly id: string; readonly parentId: string | null; readonly nameKey: string }[]
  >`
    SELECT folder."id", folder."parentId", folder."nameKey"
    FROM unnest(${parents}::uuid[], ${keys}::text[]) AS asked("parent", "key")
    JOIN "Folder" folder ON folder."userId" = ${owner} AND folder."status" = 'active'
      AND ${FOLDER_PLACE} = asked."parent" AND folder."nameKey" = asked."key"`;
  return new Map(rows.map(({ id, parentId, nameKey }) => [`${placeOf(parentId)}/${nameKey}`, id]));
}

function childKey({ folderId, name }: Step): string {
  return `${placeOf(folderId)}/${fileNameKey(name)}`;
}
