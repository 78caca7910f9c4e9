-- AlterTable
ALTER TABLE "FileUploadSession" ADD COLUMN     "claimedSize" BIGINT,
ADD COLUMN     "isCeiling" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "signedSizes" JSONB NOT NULL DEFAULT '{}';

-- What Prisma's schema cannot say -----------------------------------------------------------------------------

-- Nobody is charged more than was reserved, whatever the code does.
ALTER TABLE "FileUploadSession" ADD CONSTRAINT "FileUploadSession_claim_within_ceiling"
    CHECK ("claimedSize" IS NULL OR ("isCeiling" AND "claimedSize" BETWEEN 1 AND "size"));
