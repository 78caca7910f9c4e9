import type { Database } from '@dawg/database/open-database';
import type { IncomingHttpHeaders } from 'node:http';
import { toWebHeaders } from '../http/web-headers.ts';
import type { Auth } from './auth.ts';

/** By what a request says who sends it. The first that is there counts, and no other is looked at. */
export type Credential =
  | { readonly kind: 'bearer' }
  /** A proxy in front of us names the user. */
  | { readonly kind: 'trusted-header'; readonly userId: string }
  /** What browsers send by themselves, also for pages of others. */
  | { readonly kind: 'cookie' };

export function credentialOf(headers: IncomingHttpHeaders, trustedUserHeader: string | null): Credential {
  if (/^bearer\b/i.test(headers.authorization ?? '')) return { kind: 'bearer' };
  const userId = trustedUserHeader === null ? undefined : headers[trustedUserHeader];
  // Sent twice it arrives as a list, and nobody is meant.
  return typeof userId === 'string' ? { kind: 'trusted-header', userId } : { kind: 'cookie' };
}

export interface PrincipalParts {
  readonly auth: Auth;
  readonly database: Database;
  readonly trustedUserHeader: string | null;
}

/** The id of the user who sends a request, or null for nobody. Looked up anew each time. */
export async function findPrincipal(
  { auth, database, trustedUserHeader }: PrincipalParts,
  headers: IncomingHttpHeaders,
): Promise<string | null> {
  const credential = credentialOf(headers, trustedUserHeader);
  try {
    if (credential.kind === 'trusted-header') {
      const where = { id: credential.userId.replaceAll('\u0000', '') }; // PostgreSQL takes no NUL
      return (await database.prisma.user.findUnique({ where, select: { id: true } }))?.id ?? null;
    }
    const asked = toWebHeaders(headers);
    asked.delete(credential.kind === 'bearer' ? 'cookie' : 'authorization');
    return (await auth.api.getSession({ headers: asked }))?.user.id ?? null;
  } catch (error) {
    await database.check(); // better-auth does not tell why it failed
    throw error;
  }
}
