-- CreateEnum
CREATE TYPE "TicketPurpose" AS ENUM ('zip', 'link');

-- CreateTable
CREATE TABLE "DownloadTicket" (
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "purpose" "TicketPurpose" NOT NULL,
    "fileIds" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DownloadTicket_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE INDEX "DownloadTicket_expiresAt_idx" ON "DownloadTicket"("expiresAt");

-- CreateIndex
CREATE INDEX "DownloadTicket_userId_idx" ON "DownloadTicket"("userId");

-- AddForeignKey
ALTER TABLE "DownloadTicket" ADD CONSTRAINT "DownloadTicket_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
