import type { PrismaClient } from '@dawg/database/open-database';
import { createHash, randomBytes } from 'node:crypto';

/**
 * How the first account comes to be: no default password, no open sign-up. While there is no account, each start
 * makes a new token of 256 random bits, prints it as a link and keeps only its hash; creating the owner uses it up.
 */

/** The token for the link, or null when the owner exists. Earlier links die. */
export async function issueSetupToken(prisma: PrismaClient): Promise<string | null> {
  if (await ownerExists(prisma)) return null;
  const token = randomBytes(32).toString('base64url');
  const row = { tokenHash: hashOf(token), createdAt: new Date() };
  await prisma.ownerSetup.upsert({ where: { id: 1 }, create: row, update: row });
  return token;
}

/** Uses the token up. False for a wrong, old or used one; of two at once one gets true. */
export async function redeemSetupToken(prisma: PrismaClient, token: string): Promise<boolean> {
  // The comparison is of hashes, in the database: its time says nothing about the token.
  const { count } = await prisma.ownerSetup.deleteMany({ where: { tokenHash: hashOf(token) } });
  return count === 1;
}

export async function ownerExists(prisma: PrismaClient): Promise<boolean> {
  return (await prisma.user.findFirst({ select: { id: true } })) !== null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
