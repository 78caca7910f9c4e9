-- CreateEnum
CREATE TYPE "UploadTransfer" AS ENUM ('single', 'multipart');

-- AlterTable
ALTER TABLE "FileUploadSession" ADD COLUMN     "folderPath" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sealedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "transfer" "UploadTransfer" NOT NULL DEFAULT 'multipart';

-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "folderPath" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "folderPathKey" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "putUntil" TIMESTAMPTZ(3);

-- What Prisma's schema cannot say -----------------------------------------------------------------------------

-- One name once in each folder among an owner's active files; the trash gives names free. By the path's hash: a path
-- may be longer than an entry of an index, 2,704 bytes. The cast leaves the bytes as they are: a path has no backslash.
DROP INDEX "StoredFile_active_name_key";
CREATE UNIQUE INDEX "StoredFile_active_place_key"
    ON "StoredFile"("userId", sha256("folderPathKey"::bytea), "fileNameKey") WHERE "status" = 'active';

-- The work of the sweeper of sealed keys, of which there are few.
CREATE INDEX "FileUploadSession_sealed_idx" ON "FileUploadSession"("sealedUntil") WHERE "sealedUntil" IS NOT NULL;
