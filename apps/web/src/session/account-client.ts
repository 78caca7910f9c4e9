import { createAuthClient } from 'better-auth/react';

/** Accounts and sessions. The session itself is in a cookie that no script can read. */
export const accountClient = createAuthClient({ basePath: '/api/auth' });
