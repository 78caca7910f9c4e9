import type { PrismaClient } from '@dawg/database/open-database';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { bearer } from 'better-auth/plugins/bearer';
import { redeemSetupToken } from './owner-setup.ts';

export interface AuthConfig {
  readonly publicUrl: string;
  readonly trustedOrigins: readonly string[];
  readonly secret: string;
  readonly openSignUp: boolean;
}

/** The request header that carries the one-time link's token. */
const SETUP_TOKEN_HEADER = 'x-setup-token';

/** Set by our server from the connection, never taken from the client (see auth-routes.ts). */
export const CLIENT_ADDRESS_HEADER = 'x-dawg-client-address';

export const MIN_PASSWORD_LENGTH = 10;

const DAY_SECONDS = 24 * 60 * 60;

/** Accounts and sessions: email and password, opaque session tokens in a cookie no script can read. */
export function createAuth(prisma: PrismaClient, config: AuthConfig) {
  const isSecure = config.publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'Dawg Storage',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    trustedOrigins: [...config.trustedOrigins],
    secret: config.secret,
    telemetry: { enabled: false },
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, minPasswordLength: MIN_PASSWORD_LENGTH, maxPasswordLength: 256 },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/sign-up/email': { window: 60, max: 10 },
        '/get-session': false, // asked on every page view
      },
    },
    databaseHooks: {
      user: {
        create: {
          // The last step before the row: the address and password have passed, so a typo does not use the link up.
          before: async (_user, context) => {
            if (config.openSignUp) return;
            const token = context?.headers?.get(SETUP_TOKEN_HEADER) ?? '';
            if (await redeemSetupToken(prisma, token)) return;
            throw new APIError('FORBIDDEN', {
              code: 'SIGN_UP_CLOSED',
              message:
                'Accounts are created by the one-time link that the server prints when it starts. This one is not valid any more.',
            });
          },
        },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // `__Host-` binds the cookie to this host and to TLS; browsers refuse the prefix on plain http, and also behind
      // better-auth's own `__Secure-`, which it would put first.
      useSecureCookies: false,
      cookies: { session_token: { name: isSecure ? '__Host-dawg-session' : 'dawg-session' } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
    },
    // The session's cookie, sent as a bearer token by what is no browser.
    plugins: [bearer({ requireSignature: true })],
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
