-- Similar words, and owners beside them in one index. Both come with PostgreSQL and are trusted: the owner of the
-- database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- CreateEnum
CREATE TYPE "FolderStatus" AS ENUM ('active', 'trashed');

-- CreateEnum
CREATE TYPE "OnConflict" AS ENUM ('keep-both', 'replace', 'skip', 'fail');

-- DropIndex
DROP INDEX "FileUploadSession_fileId_key";

-- AlterTable
ALTER TABLE "FileUploadSession" ADD COLUMN     "folderId" UUID,
ADD COLUMN     "onConflict" "OnConflict" NOT NULL DEFAULT 'keep-both';

-- AlterTable
ALTER TABLE "StorageQuota" ADD COLUMN     "fileCount" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "fileSpace" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "trashedCount" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "trashedSpace" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "versionSpace" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
DROP INDEX "StoredFile_active_place_key";
ALTER TABLE "StoredFile"
ADD COLUMN     "audioText" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "durationSeconds" DOUBLE PRECISION,
ADD COLUMN     "folderId" UUID,
ADD COLUMN     "isFavourite" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isPublic" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "tagKeys" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "tagText" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "trashedWith" UUID,
ADD COLUMN     "versionId" UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "StoredFile" ALTER COLUMN "versionId" DROP DEFAULT;

-- CreateTable
CREATE TABLE "Folder" (
    "id" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "parentId" UUID,
    "status" "FolderStatus" NOT NULL DEFAULT 'active',
    "name" TEXT NOT NULL,
    "nameKey" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),
    "trashedWith" UUID,

    CONSTRAINT "Folder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FileVersion" (
    "id" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "fileId" UUID NOT NULL,
    "isPurging" BOOLEAN NOT NULL DEFAULT false,
    "storageKey" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "checksum" TEXT NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL,
    "putUntil" TIMESTAMPTZ(3),
    "durationSeconds" DOUBLE PRECISION,
    "audioText" TEXT COLLATE "C" NOT NULL DEFAULT '',

    CONSTRAINT "FileVersion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Folder_parentId_idx" ON "Folder"("parentId");

-- CreateIndex
CREATE INDEX "Folder_userId_trashedWith_idx" ON "Folder"("userId", "trashedWith");

-- CreateIndex
CREATE UNIQUE INDEX "FileVersion_storageKey_key" ON "FileVersion"("storageKey");

-- CreateIndex
CREATE INDEX "FileVersion_fileId_replacedAt_idx" ON "FileVersion"("fileId", "replacedAt");

-- CreateIndex
CREATE INDEX "FileUploadSession_fileId_idx" ON "FileUploadSession"("fileId");

-- CreateIndex
CREATE INDEX "FileUploadSession_folderId_idx" ON "FileUploadSession"("folderId");

-- CreateIndex
ALTER TABLE "StoredFile" ALTER COLUMN "mimeType" TYPE TEXT COLLATE "C", ALTER COLUMN "checksum" TYPE TEXT COLLATE "C";
CREATE INDEX "StoredFile_userId_status_mimeType_id_idx" ON "StoredFile"("userId", "status", "mimeType", "id");

-- CreateIndex
CREATE INDEX "StoredFile_folderId_idx" ON "StoredFile"("folderId");

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Folder"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_folderId_fkey" FOREIGN KEY ("folderId") REFERENCES "Folder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileVersion" ADD CONSTRAINT "FileVersion_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileUploadSession" ADD CONSTRAINT "FileUploadSession_folderId_fkey" FOREIGN KEY ("folderId") REFERENCES "Folder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The folders that were text ----------------------------------------------------------------------------------

-- One row for each path and each beginning of one; the spelling is that of its first file.
WITH paths AS MATERIALIZED (
    SELECT DISTINCT ON (f."userId", f."key") gen_random_uuid() AS "id", f.*
    FROM (
        SELECT "userId", array_to_string(keys[1:depth], '/') AS "key",
            CASE WHEN depth > 1 THEN array_to_string(keys[1:depth - 1], '/') END AS "parentKey",
            names[depth] AS "name", keys[depth] AS "nameKey", "uploadedAt"
        FROM (
            SELECT "userId", "uploadedAt", string_to_array("folderPath", '/') AS names,
                string_to_array("folderPathKey", '/') AS keys
            FROM "StoredFile" WHERE "folderPathKey" <> ''
        ) file, generate_subscripts(file.keys, 1) AS depth
    ) f
    ORDER BY f."userId", f."key", f."uploadedAt"
)
INSERT INTO "Folder" ("id", "userId", "parentId", "name", "nameKey", "createdAt", "updatedAt")
SELECT path."id", path."userId", parent."id", path."name", path."nameKey", path."uploadedAt", path."uploadedAt"
FROM paths path LEFT JOIN paths parent ON parent."userId" = path."userId" AND parent."key" = path."parentKey";

WITH RECURSIVE tree AS (
    SELECT "id", "userId", "nameKey"::text AS "key" FROM "Folder" WHERE "parentId" IS NULL
    UNION ALL
    SELECT child."id", child."userId", tree."key" || '/' || child."nameKey"
    FROM tree JOIN "Folder" child ON child."parentId" = tree."id"
)
UPDATE "StoredFile" file SET "folderId" = tree."id"
FROM tree WHERE file."userId" = tree."userId" AND file."folderPathKey" = tree."key";

ALTER TABLE "StoredFile" DROP COLUMN "folderPath", DROP COLUMN "folderPathKey";

-- What Prisma's schema cannot say -----------------------------------------------------------------------------

-- One name once in each folder, among what is active; the trash gives names free. The top is a place as any other, so
-- that it can be searched and sorted as one: IS NULL keeps no order in an index.
CREATE UNIQUE INDEX "StoredFile_active_place_key" ON "StoredFile"
    ("userId", COALESCE("folderId", '00000000-0000-0000-0000-000000000000'::uuid), "fileNameKey")
    WHERE "status" = 'active';
CREATE UNIQUE INDEX "Folder_active_place_key" ON "Folder"
    ("userId", COALESCE("parentId", '00000000-0000-0000-0000-000000000000'::uuid), "nameKey")
    WHERE "status" = 'active';

-- To sort by duration: an unknown one comes before all others.
CREATE INDEX "StoredFile_by_duration_idx" ON "StoredFile"
    ("userId", "status", COALESCE("durationSeconds", -1::double precision), "id");

-- What narrows a listing.
CREATE INDEX "StoredFile_project_idx" ON "StoredFile" ("userId", "projectId", "status", "uploadedAt", "id")
    WHERE "projectId" IS NOT NULL;
CREATE INDEX "StoredFile_favourite_idx" ON "StoredFile" ("userId", "status", "uploadedAt", "id") WHERE "isFavourite";
CREATE INDEX "StoredFile_tag_idx" ON "StoredFile" USING gin ("userId", "tagKeys") WHERE cardinality("tagKeys") > 0;
CREATE INDEX "StoredFile_search_idx" ON "StoredFile"
    USING gin ("userId", ("fileNameKey" || E'\n' || "tagText" || E'\n' || "audioText") gin_trgm_ops);

-- What is the same, what was trashed together, and the work of the jobs.
CREATE INDEX "StoredFile_same_bytes_idx" ON "StoredFile" ("userId", "size", "checksum") WHERE "status" = 'active';
CREATE INDEX "StoredFile_trashed_with_idx" ON "StoredFile" ("trashedWith") WHERE "trashedWith" IS NOT NULL;
CREATE INDEX "StoredFile_trashed_idx" ON "StoredFile" ("trashedAt") WHERE "status" = 'trashed';
CREATE INDEX "StoredFile_purging_idx" ON "StoredFile" ("id") WHERE "status" = 'purging';
CREATE INDEX "FileVersion_purging_idx" ON "FileVersion" ("id") WHERE "isPurging";
CREATE INDEX "Folder_trashed_idx" ON "Folder" ("trashedAt") WHERE "status" = 'trashed';

-- The parts of the ledger, from the rows as they are now and from then on with every statement that changes them, in
-- its transaction: a change of ten thousand files is one change of the ledger, and no code can forget it.
UPDATE "StorageQuota" q SET
    "fileSpace" = sums."fileSpace", "fileCount" = sums."fileCount",
    "trashedSpace" = sums."trashedSpace", "trashedCount" = sums."trashedCount"
FROM (
    SELECT "userId",
        COALESCE(SUM("size") FILTER (WHERE "status" = 'active'), 0)::bigint AS "fileSpace",
        COUNT(*) FILTER (WHERE "status" = 'active') AS "fileCount",
        COALESCE(SUM("size") FILTER (WHERE "status" = 'trashed'), 0)::bigint AS "trashedSpace",
        COUNT(*) FILTER (WHERE "status" = 'trashed') AS "trashedCount"
    FROM "StoredFile" GROUP BY "userId"
) sums WHERE q."userId" = sums."userId";

ALTER TABLE "StorageQuota" DROP CONSTRAINT "StorageQuota_not_negative";
ALTER TABLE "StorageQuota" ADD CONSTRAINT "StorageQuota_not_negative" CHECK (
    "usedSpace" >= 0 AND "reservedSpace" >= 0 AND "totalLimit" >= 0 AND "fileSpace" >= 0 AND "trashedSpace" >= 0
    AND "versionSpace" >= 0 AND "fileCount" >= 0 AND "trashedCount" >= 0);

CREATE FUNCTION "count_stored_files"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change record;
BEGIN
    FOR change IN EXECUTE format(
        'SELECT "userId", COALESCE(SUM(n * "size") FILTER (WHERE "status" = ''active''), 0)::bigint AS file_space,
            COALESCE(SUM(n) FILTER (WHERE "status" = ''active''), 0)::bigint AS file_count,
            COALESCE(SUM(n * "size") FILTER (WHERE "status" = ''trashed''), 0)::bigint AS trashed_space,
            COALESCE(SUM(n) FILTER (WHERE "status" = ''trashed''), 0)::bigint AS trashed_count
        FROM (%s) AS changed GROUP BY "userId" ORDER BY "userId"',
        CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT 1 AS n, * FROM new_rows'
            WHEN 'DELETE' THEN 'SELECT -1 AS n, * FROM old_rows'
            ELSE 'SELECT 1 AS n, * FROM new_rows UNION ALL SELECT -1 AS n, * FROM old_rows'
        END)
    LOOP
        CONTINUE WHEN change.file_space = 0 AND change.file_count = 0
            AND change.trashed_space = 0 AND change.trashed_count = 0;
        UPDATE "StorageQuota" SET
            "fileSpace" = "fileSpace" + change.file_space, "fileCount" = "fileCount" + change.file_count,
            "trashedSpace" = "trashedSpace" + change.trashed_space,
            "trashedCount" = "trashedCount" + change.trashed_count
        WHERE "userId" = change."userId";
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER "StoredFile_inserted" AFTER INSERT ON "StoredFile" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "count_stored_files"();
CREATE TRIGGER "StoredFile_updated" AFTER UPDATE ON "StoredFile"
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "count_stored_files"();
CREATE TRIGGER "StoredFile_deleted" AFTER DELETE ON "StoredFile" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "count_stored_files"();

CREATE FUNCTION "count_file_versions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "StorageQuota" SET "versionSpace" = "versionSpace"
        + CASE TG_OP WHEN 'DELETE' THEN -OLD."size" WHEN 'UPDATE' THEN NEW."size" - OLD."size" ELSE NEW."size" END
    WHERE "userId" = COALESCE(NEW."userId", OLD."userId");
    RETURN NULL;
END $$;
CREATE TRIGGER "FileVersion_changed" AFTER INSERT OR DELETE OR UPDATE OF "size" ON "FileVersion"
    FOR EACH ROW EXECUTE FUNCTION "count_file_versions"();
