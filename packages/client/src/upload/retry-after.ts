/** Nobody is waited for longer than this before the next try: a slip of a gateway must not stop a night's upload. */
const LONGEST_MS = 120_000;

/**
 * Milliseconds that an answer asks to wait before the next try, by its `Retry-After` header (RFC 9110 §10.2.3); 0 when it
 * asks for none. Seconds only: a date would need a clock that is right, and the clocks of people's machines are not.
 */
export function retryAfterMs(header: string | null | undefined): number {
  const seconds = /^\s*(\d+)\s*$/.exec(header ?? '')?.[1];
  return seconds === undefined ? 0 : Math.min(Number(seconds) * 1000, LONGEST_MS);
}
