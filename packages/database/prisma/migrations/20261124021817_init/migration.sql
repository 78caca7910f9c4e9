-- CreateEnum
CREATE TYPE "FileStatus" AS ENUM ('active', 'trashed', 'purging');

-- CreateEnum
CREATE TYPE "UploadState" AS ENUM ('created', 'uploading', 'completing', 'completed', 'aborting', 'aborted', 'expired', 'failed');

-- CreateEnum
CREATE TYPE "UploadEnding" AS ENUM ('aborted', 'expired', 'failed');

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "projectId" TEXT,
    "status" "FileStatus" NOT NULL DEFAULT 'active',
    "fileName" TEXT NOT NULL,
    "fileNameKey" TEXT COLLATE "C" NOT NULL,
    "originalName" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "checksum" TEXT NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StorageQuota" (
    "userId" TEXT NOT NULL,
    "totalLimit" BIGINT NOT NULL,
    "usedSpace" BIGINT NOT NULL DEFAULT 0,
    "reservedSpace" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "StorageQuota_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "FileUploadSession" (
    "id" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "state" "UploadState" NOT NULL DEFAULT 'created',
    "fileName" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "partSize" BIGINT NOT NULL,
    "lastModified" TIMESTAMPTZ(3),
    "projectId" TEXT,
    "storageKey" TEXT NOT NULL,
    "uploadId" TEXT,
    "signedChecksums" JSONB NOT NULL DEFAULT '{}',
    "claimedChecksum" TEXT,
    "leaseId" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "ending" "UploadEnding",
    "failure" TEXT,
    "fileId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FileUploadSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMP(3),
    "refreshTokenExpiresAt" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OwnerSetup" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OwnerSetup_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "StoredFile_storageKey_key" ON "StoredFile"("storageKey");

-- CreateIndex
CREATE INDEX "StoredFile_userId_status_uploadedAt_id_idx" ON "StoredFile"("userId", "status", "uploadedAt", "id");

-- CreateIndex
CREATE INDEX "StoredFile_userId_status_fileNameKey_id_idx" ON "StoredFile"("userId", "status", "fileNameKey", "id");

-- CreateIndex
CREATE INDEX "StoredFile_userId_status_size_id_idx" ON "StoredFile"("userId", "status", "size", "id");

-- CreateIndex
CREATE UNIQUE INDEX "FileUploadSession_storageKey_key" ON "FileUploadSession"("storageKey");

-- CreateIndex
CREATE UNIQUE INDEX "FileUploadSession_fileId_key" ON "FileUploadSession"("fileId");

-- CreateIndex
CREATE INDEX "FileUploadSession_userId_state_createdAt_idx" ON "FileUploadSession"("userId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "FileUploadSession_state_expiresAt_idx" ON "FileUploadSession"("state", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "FileUploadSession_userId_idempotencyKey_key" ON "FileUploadSession"("userId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StorageQuota" ADD CONSTRAINT "StorageQuota_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileUploadSession" ADD CONSTRAINT "FileUploadSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileUploadSession" ADD CONSTRAINT "FileUploadSession_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say -----------------------------------------------------------------------------

-- One name once among an owner's active files; the trash gives names free.
CREATE UNIQUE INDEX "StoredFile_active_name_key" ON "StoredFile"("userId", "fileNameKey") WHERE "status" = 'active';

-- The ledger never goes below zero, whatever the code does.
ALTER TABLE "StorageQuota" ADD CONSTRAINT "StorageQuota_not_negative"
    CHECK ("usedSpace" >= 0 AND "reservedSpace" >= 0 AND "totalLimit" >= 0);

-- The work of the sweeper, without reading the sessions that have ended.
CREATE INDEX "FileUploadSession_unfinished_idx" ON "FileUploadSession"("expiresAt")
    WHERE "state" IN ('created', 'uploading', 'completing', 'aborting');

-- At most one one-time link.
ALTER TABLE "OwnerSetup" ADD CONSTRAINT "OwnerSetup_single_row" CHECK ("id" = 1);
