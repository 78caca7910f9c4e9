-- CreateTable
CREATE TABLE "LibraryChange" (
    "id" BIGSERIAL NOT NULL,
    "txId" BIGINT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LibraryChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LibraryChangeLog" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "prunedTo" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "LibraryChangeLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LibraryChange_userId_txId_id_idx" ON "LibraryChange"("userId", "txId", "id");

-- CreateIndex
CREATE INDEX "LibraryChange_at_idx" ON "LibraryChange"("at");

-- By hand: what Prisma cannot say.
--
-- Changes are recorded by triggers, in the transaction that makes them: no code has to remember to. `txId` orders them: by
-- a sequence alone, whoever reads would miss the changes of a transaction that ends after those that began later
-- (docs/decisions/0033-live.md).

INSERT INTO "LibraryChangeLog" DEFAULT VALUES;

-- Of more rows than this in one statement only that there were many is recorded.
CREATE FUNCTION "record_change"("owner" TEXT, "kind" TEXT, "subjects" TEXT[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    most CONSTANT INTEGER := 500;
    tx BIGINT := pg_current_xact_id()::text::bigint;
BEGIN
    IF cardinality("subjects") > most THEN
        INSERT INTO "LibraryChange" ("txId", "userId", "kind") VALUES (tx, "owner", 'many-changed');
    ELSE
        INSERT INTO "LibraryChange" ("txId", "userId", "kind", "subjectId")
            SELECT tx, "owner", "record_change"."kind", subject FROM unnest("subjects") AS subject;
    END IF;
    -- Equal notices of one transaction are one, and go out once it has committed.
    PERFORM pg_notify('library_change', "owner");
END $$;

CREATE FUNCTION "record_file_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change RECORD;
BEGIN
    FOR change IN EXECUTE CASE TG_OP
        WHEN 'INSERT' THEN
            'SELECT "userId", ''file-stored'' AS kind, array_agg("id"::text) AS ids FROM new_rows GROUP BY 1'
        WHEN 'DELETE' THEN
            'SELECT "userId", ''quota-changed'' AS kind, ARRAY[NULL::text] AS ids FROM old_rows GROUP BY 1'
        ELSE
            'SELECT n."userId", CASE
                WHEN n."status" <> o."status" THEN
                    CASE n."status" WHEN ''active'' THEN ''file-restored'' WHEN ''trashed'' THEN ''file-trashed''
                        ELSE ''file-purged'' END
                WHEN n."versionId" <> o."versionId" THEN ''file-replaced''
                WHEN n."folderId" IS DISTINCT FROM o."folderId" THEN ''file-moved''
                WHEN n."fileName" <> o."fileName" THEN ''file-renamed''
                ELSE ''file-changed'' END AS kind, array_agg(n."id"::text) AS ids
             FROM new_rows n JOIN old_rows o ON o."id" = n."id" WHERE n IS DISTINCT FROM o GROUP BY 1, 2'
        END
    LOOP
        PERFORM "record_change"(change."userId", change.kind, change.ids);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER "StoredFile_told_insert" AFTER INSERT ON "StoredFile" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_file_changes"();
CREATE TRIGGER "StoredFile_told_update" AFTER UPDATE ON "StoredFile"
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_file_changes"();
CREATE TRIGGER "StoredFile_told_delete" AFTER DELETE ON "StoredFile" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_file_changes"();

CREATE FUNCTION "record_folder_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change RECORD;
BEGIN
    FOR change IN EXECUTE CASE TG_OP
        WHEN 'INSERT' THEN
            'SELECT "userId", ''folder-created'' AS kind, array_agg("id"::text) AS ids FROM new_rows GROUP BY 1'
        WHEN 'DELETE' THEN
            'SELECT "userId", ''folder-purged'' AS kind, array_agg("id"::text) AS ids FROM old_rows GROUP BY 1'
        ELSE
            'SELECT n."userId", CASE
                WHEN n."status" <> o."status" THEN
                    CASE n."status"::text WHEN ''active'' THEN ''folder-restored'' ELSE ''folder-trashed'' END
                WHEN n."parentId" IS DISTINCT FROM o."parentId" THEN ''folder-moved''
                ELSE ''folder-renamed'' END AS kind, array_agg(n."id"::text) AS ids
             FROM new_rows n JOIN old_rows o ON o."id" = n."id" WHERE n IS DISTINCT FROM o GROUP BY 1, 2'
        END
    LOOP
        PERFORM "record_change"(change."userId", change.kind, change.ids);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER "Folder_told_insert" AFTER INSERT ON "Folder" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_folder_changes"();
CREATE TRIGGER "Folder_told_update" AFTER UPDATE ON "Folder"
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_folder_changes"();
CREATE TRIGGER "Folder_told_delete" AFTER DELETE ON "Folder" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_folder_changes"();

-- One row at a time, and only when the state is one that somebody else would show.
CREATE FUNCTION "record_upload_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "record_change"(NEW."userId",
        CASE TG_OP WHEN 'INSERT' THEN 'upload-begun' ELSE 'upload-ended' END, ARRAY[NEW."id"::text]);
    RETURN NULL;
END $$;
CREATE TRIGGER "FileUploadSession_begun" AFTER INSERT ON "FileUploadSession"
    FOR EACH ROW EXECUTE FUNCTION "record_upload_change"();
CREATE TRIGGER "FileUploadSession_ended" AFTER UPDATE OF "state" ON "FileUploadSession" FOR EACH ROW
    WHEN (NEW."state" <> OLD."state" AND NEW."state" IN ('completed', 'aborted', 'expired', 'failed'))
    EXECUTE FUNCTION "record_upload_change"();

-- What is used follows files and uploads, which tell; the limit is changed by hand.
CREATE FUNCTION "record_quota_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "record_change"(NEW."userId", 'quota-changed', ARRAY[NULL::text]);
    RETURN NULL;
END $$;
CREATE TRIGGER "StorageQuota_told" AFTER UPDATE OF "totalLimit" ON "StorageQuota" FOR EACH ROW
    WHEN (NEW."totalLimit" <> OLD."totalLimit") EXECUTE FUNCTION "record_quota_change"();
CREATE TRIGGER "FileVersion_purged" AFTER DELETE ON "FileVersion" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION "record_file_changes"();

-- Whoever follows with a session that ends is to look again whether they may.
CREATE FUNCTION "wake_signed_out"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('library_change', OLD."userId");
    RETURN NULL;
END $$;
CREATE TRIGGER "Session_ended" AFTER DELETE ON "Session" FOR EACH ROW EXECUTE FUNCTION "wake_signed_out"();
