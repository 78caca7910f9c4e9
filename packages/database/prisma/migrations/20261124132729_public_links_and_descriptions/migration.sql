-- AlterTable
ALTER TABLE "DownloadTicket" ADD COLUMN     "folderId" UUID;

-- AlterTable
ALTER TABLE "FileUploadSession" ADD COLUMN     "description" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "publicToken" TEXT;
-- What was said to be public had no link yet: it gets one, of 244 random bits.
UPDATE "StoredFile" SET "publicToken" = rtrim(translate(
    encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'base64'), '+/', '-_'), '=')
WHERE "isPublic";
ALTER TABLE "StoredFile" DROP COLUMN "isPublic";

-- What Prisma's schema cannot say: few of many files are public.
CREATE UNIQUE INDEX "StoredFile_public_key" ON "StoredFile" ("publicToken") WHERE "publicToken" IS NOT NULL;
