-- CreateEnum
CREATE TYPE "AnalysisState" AS ENUM ('pending', 'ready', 'no-engine', 'failed');

-- CreateTable
CREATE TABLE "FileAnalysis" (
    "versionId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "state" "AnalysisState" NOT NULL DEFAULT 'pending',
    "waveform" BYTEA,
    "facts" JSONB,
    "artefacts" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "FileAnalysis_pkey" PRIMARY KEY ("versionId")
);

-- CreateTable
CREATE TABLE "RejectedFile" (
    "id" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "folderPath" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "rejectedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RejectedFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FileAnalysis_state_versionId_idx" ON "FileAnalysis"("state", "versionId");

-- CreateIndex
CREATE INDEX "FileAnalysis_fileId_idx" ON "FileAnalysis"("fileId");

-- CreateIndex
CREATE INDEX "RejectedFile_userId_rejectedAt_idx" ON "RejectedFile"("userId", "rejectedAt");

-- AddForeignKey
ALTER TABLE "FileAnalysis" ADD CONSTRAINT "FileAnalysis_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RejectedFile" ADD CONSTRAINT "RejectedFile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever shows the file sees that the work on it has ended; with facts the file's own row changes and tells.
CREATE FUNCTION "record_analysis_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "record_change"(NEW."userId", 'file-changed', ARRAY[NEW."fileId"::text]);
    RETURN NULL;
END $$;
CREATE TRIGGER "FileAnalysis_told" AFTER UPDATE OF "state" ON "FileAnalysis" FOR EACH ROW
    WHEN (NEW."state" <> OLD."state" AND NEW."state" <> 'ready') EXECUTE FUNCTION "record_analysis_change"();

-- What is stored already is looked at as what is stored from now on.
INSERT INTO "FileAnalysis" ("versionId", "fileId", "userId")
    SELECT "versionId", "id", "userId" FROM "StoredFile" WHERE "mimeType" LIKE 'audio/%' AND "status" <> 'purging';
INSERT INTO "FileAnalysis" ("versionId", "fileId", "userId")
    SELECT "id", "fileId", "userId" FROM "FileVersion" WHERE "mimeType" LIKE 'audio/%' AND NOT "isPurging";
