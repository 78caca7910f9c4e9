import type pg from 'pg';

/** How large a library is to be, and how many files others have. */
export interface LibrarySize {
  readonly files: number;
  /** Spread over as many other owners as `owners`. */
  readonly othersFiles: number;
  readonly owners: number;
}

export interface GeneratedLibrary {
  readonly owner: string;
  /** A folder with a hundredth of the files, and one with a thousandth. */
  readonly largeFolderId: string;
  readonly smallFolderId: string;
  /** A project with one of 300 files, a tag on one of 200, and one on one of 2,000. */
  readonly projectId: string;
  readonly tag: string;
  readonly rareTag: string;
}

const OWNER = 'generated-owner';

/** Names are two of these and a number, so that a word is in about one of thirty names. */
const WORDS =
  'kick snare hat clap tom ride crash shaker perc loop break fill bass sub lead pad pluck keys piano organ string brass ' +
  'flute vocal chorus verse bridge intro outro hook take mix master stem bounce dry wet room hall plate delay guitar ' +
  'acoustic electric clean drive amp foley ambient noise riser impact sweep glitch tape vinyl field rain wind night city';

/** One name of four thousand has this. */
export const RARE_WORD = 'zephyr';

/**
 * Fills a database with a library that looks like one: names of words, seven types, three years, sizes from kilobytes to
 * gigabytes, a fifth at the top, the rest in folders of many sizes. Always the same. As superuser, around the triggers
 * (the ledger is written at the end) and the foreign keys. A database that has one already keeps it.
 */
export async function generateLibrary(pool: pg.Pool, size: LibrarySize): Promise<GeneratedLibrary> {
  const client = await pool.connect();
  try {
    const { rowCount: isThere } = await client.query(`SELECT FROM "User" WHERE id = $1`, [OWNER]);
    if (!isThere) await fill(client, size);
    const { rows } = await client.query<{ readonly large: string; readonly small: string }>(
      `SELECT md5('folder1')::uuid AS large, md5('folder2')::uuid AS small`,
    );
    return {
      owner: OWNER,
      largeFolderId: rows[0]?.large ?? '',
      smallFolderId: rows[0]?.small ?? '',
      projectId: 'project-7',
      tag: 'drums',
      rareTag: 'keeper',
    };
  } finally {
    client.release();
  }
}

async function fill(client: pg.PoolClient, size: LibrarySize): Promise<void> {
  await client.query(`SET session_replication_role = replica`);
  await client.query(
    `INSERT INTO "User" (id, name, email) SELECT o, o, o || '@example.test'
       FROM (SELECT $1 AS o UNION ALL SELECT 'other-' || n FROM generate_series(1, $2::int) n) owners`,
    [OWNER, size.owners],
  );
  const folders = Math.max(1000, Math.round(size.files / 1000));
  await client.query(
    `INSERT INTO "Folder" ("id", "userId", "parentId", "name", "nameKey", "createdAt", "updatedAt")
       SELECT md5('folder' || n)::uuid, $1, CASE WHEN n > 10 THEN md5('folder' || (1 + n % 10))::uuid END,
         'Folder ' || n, 'folder ' || n, now(), now()
       FROM generate_series(1, $2::int) n`,
    [OWNER, folders],
  );
  // Many rows go in faster without indexes, which are built at the end as a dump that is read back does.
  const { rows: indexes } = await client.query<{ readonly name: string; readonly definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
       WHERE tablename = 'StoredFile' AND indexname NOT LIKE '%_pkey'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  await insertFiles(client, { owner: `'${OWNER}'`, count: size.files, folders, from: 0 });
  const others = `'other-' || (1 + n % ${size.owners})`;
  await insertFiles(client, { owner: others, count: size.othersFiles, folders: 0, from: size.files });
  await client.query(`SET maintenance_work_mem = '512MB'`);
  for (const { definition } of indexes) await client.query(definition);
  await client.query(
    `INSERT INTO "StorageQuota" ("userId", "totalLimit", "usedSpace", "fileSpace", "fileCount")
       SELECT "userId", 9e15, SUM("size"), SUM("size"), COUNT(*) FROM "StoredFile" GROUP BY "userId"`,
  );
  await client.query(`SET session_replication_role = origin`);
  await client.query(`VACUUM ANALYZE "StoredFile", "Folder"`);
}

const CHUNK = 100_000;

async function insertFiles(
  client: pg.PoolClient,
  what: { readonly owner: string; readonly count: number; readonly folders: number; readonly from: number },
): Promise<void> {
  const { owner, count, folders, from } = what;
  for (let start = 1; start <= count; start += CHUNK) {
    await client.query(
      `WITH words AS (SELECT string_to_array($1, ' ') AS w),
       numbers AS (
         SELECT n, hashint8(n)::bigint + 2147483648 AS r, hashint8(n * 31 + 7)::bigint + 2147483648 AS s
         FROM generate_series($2::bigint, $3::bigint) n),
       named AS (
         SELECT n, r, s, w[(1 + r % cardinality(w))::int] || ' ' || w[(1 + s % cardinality(w))::int]
           || CASE WHEN r % 4001 = 0 THEN ' ${RARE_WORD}' ELSE '' END || ' ' || n AS name,
           r % 100 < 60 AS is_wav
         FROM numbers, words)
       INSERT INTO "StoredFile" ("id", "userId", "projectId", "folderId", "fileName", "fileNameKey", "originalName",
         "versionId", "storageKey", "mimeType", "size", "checksum", "uploadedAt", "updatedAt", "durationSeconds",
         "tags", "tagKeys", "tagText", "isFavourite")
       SELECT md5('file' || n)::uuid, ${owner},
         CASE WHEN s % 3 = 0 THEN 'project-' || (s % 100) END,
         CASE WHEN ${folders} = 0 OR s % 5 = 0 THEN NULL
           WHEN s % 100 = 1 THEN md5('folder1')::uuid WHEN s % 1000 = 2 THEN md5('folder2')::uuid
           ELSE md5('folder' || (3 + r % ${Math.max(1, folders - 2)}))::uuid END,
         CASE WHEN n % 2 = 0 THEN upper(left(name, 1)) || substr(name, 2) ELSE name END || ext, name || ext, name || ext,
         md5('version' || n)::uuid, 'uploads/' || md5('key' || n), type,
         1000 + ((r % 100000) * (s % 100000)) % 200000000,
         CASE WHEN n % 50 = 0 THEN 'AAAAAA==' ELSE left(md5(n::text), 6) || '==' END,
         at, at, CASE WHEN n % 2 = 0 THEN (r % 600000) / 1000.0 END,
         CASE WHEN r % 2003 = 0 THEN ARRAY['Keeper'] WHEN r % 200 = 0 THEN ARRAY['Drums', 'rough'] ELSE '{}' END,
         CASE WHEN r % 2003 = 0 THEN ARRAY['keeper'] WHEN r % 200 = 0 THEN ARRAY['drums', 'rough'] ELSE '{}' END,
         CASE WHEN r % 2003 = 0 THEN 'keeper' WHEN r % 200 = 0 THEN E'drums\\nrough' ELSE '' END,
         s % 300 = 0
       FROM (SELECT *, CASE WHEN is_wav THEN '.wav' WHEN r % 100 < 90 THEN '.mp3' ELSE '.flac' END AS ext,
           CASE WHEN is_wav THEN 'audio/wav' WHEN r % 100 < 90 THEN 'audio/mpeg' ELSE 'audio/flac' END AS type,
           timestamptz '2023-12-01' + (s % 94608000) * interval '1 second' AS at
         FROM named) file`,
      [WORDS, from + start, from + Math.min(count, start + CHUNK - 1)],
    );
  }
}
