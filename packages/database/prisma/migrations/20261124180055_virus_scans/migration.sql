-- CreateEnum
CREATE TYPE "ScanState" AS ENUM ('unasked', 'scanning', 'clean', 'infected', 'unscannable');

-- CreateTable
CREATE TABLE "FileScan" (
    "versionId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "state" "ScanState" NOT NULL DEFAULT 'unasked',
    "detail" TEXT,
    "scannedWith" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "scannedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FileScan_pkey" PRIMARY KEY ("versionId")
);

-- CreateIndex
CREATE INDEX "FileScan_scannedWith_versionId_idx" ON "FileScan"("scannedWith", "versionId");

-- CreateIndex
CREATE INDEX "FileScan_fileId_idx" ON "FileScan"("fileId");

-- AddForeignKey
ALTER TABLE "FileScan" ADD CONSTRAINT "FileScan_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say: few of many versions wait.
CREATE INDEX "FileScan_waiting_key" ON "FileScan" ("versionId") WHERE "state" = 'scanning';

-- Whoever shows the file sees what was said of it.
CREATE TRIGGER "FileScan_told" AFTER UPDATE OF "state" ON "FileScan" FOR EACH ROW
    WHEN (NEW."state" <> OLD."state") EXECUTE FUNCTION "record_analysis_change"();

-- Nobody has looked at what is stored already.
INSERT INTO "FileScan" ("versionId", "fileId", "userId")
    SELECT "versionId", "id", "userId" FROM "StoredFile";
INSERT INTO "FileScan" ("versionId", "fileId", "userId")
    SELECT "id", "fileId", "userId" FROM "FileVersion";
