import type { Ticket, TicketCatalog } from '@dawg/storage/ports/ticket-catalog';
import { createHash } from 'node:crypto';
import type { DownloadTicket, PrismaClient } from './generated/client.ts';
import { newToken } from './new-token.ts';

/** The `TicketCatalog` port on PostgreSQL. A token is compared by its hash, in the index: time tells nothing about it. */
export function createTicketCatalog(prisma: PrismaClient): TicketCatalog {
  return {
    async issue({ owner, purpose, fileIds, folderId, createdAt, expiresAt }) {
      const token = newToken();
      await prisma.downloadTicket.create({
        data: {
          tokenHash: hashOf(token),
          userId: owner,
          purpose,
          fileIds: [...fileIds],
          folderId,
          createdAt,
          expiresAt,
        },
      });
      return token;
    },

    async find(token, purpose, now) {
      const where = { tokenHash: hashOf(token), purpose, expiresAt: { gt: now } };
      const row = await prisma.downloadTicket.findUnique({ where });
      return row ? toTicket(row) : null;
    },

    async redeem(token, purpose, now) {
      const [row] = await prisma.$queryRaw<DownloadTicket[]>`
        DELETE FROM "DownloadTicket" WHERE "tokenHash" = ${hashOf(token)}
          AND "purpose" = ${purpose}::"TicketPurpose" AND "expiresAt" > ${now} RETURNING *`;
      return row ? toTicket(row) : null;
    },

    async sweep(now) {
      const { count } = await prisma.downloadTicket.deleteMany({ where: { expiresAt: { lte: now } } });
      return count;
    },
  };
}

function toTicket({ userId, ...row }: DownloadTicket): Ticket {
  const { purpose, fileIds, folderId, createdAt, expiresAt } = row;
  return { owner: userId, purpose, fileIds, folderId, createdAt, expiresAt };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
