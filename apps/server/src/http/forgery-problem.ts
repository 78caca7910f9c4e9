import type { FastifyRequest } from 'fastify';
import type { Credential } from '../accounts/principal.ts';

/** Pages of other origins cannot send it without a preflight, which we never grant. */
const CLIENT_HEADER = 'x-dawg-client';

/** Why a call may come from a page that is not ours, or null. */
export function forgeryProblem(
  { headers }: Pick<FastifyRequest, 'headers'>,
  origins: readonly string[],
): string | null {
  return foreignOrigin({ headers }, origins) ?? missingHeader(headers);
}

/** The same for a change by REST, which depends on what the request is believed by. */
export function restForgeryProblem(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { kind }: Credential,
  origins: readonly string[],
): string | null {
  if (kind === 'bearer') return null; // no browser sends one by itself
  // Without a cookie nobody is believed, and is told so. A proxy knows its users by cookies of its own; programs behind it send no Origin.
  return (
    foreignOrigin({ headers }, origins) ??
    (kind === 'cookie' && headers.cookie !== undefined ? missingHeader(headers) : null)
  );
}

/** What speaks against the page that a call comes from, as far as the browser says. */
export function foreignOrigin(
  { headers: { origin } }: Pick<FastifyRequest, 'headers'>,
  origins: readonly string[],
): string | null {
  return origin === undefined || origins.includes(origin) ? null : `calls from ${origin} are not allowed`;
}

function missingHeader(headers: FastifyRequest['headers']): string | null {
  return headers[CLIENT_HEADER] === undefined ? `the header ${CLIENT_HEADER} is missing` : null;
}
