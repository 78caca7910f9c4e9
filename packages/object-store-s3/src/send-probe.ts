import { encodeCrc32 } from '@dawg/contract/crc32';
import type { SignedPart } from '@dawg/contract/wire';
import { crc32 } from 'node:zlib';

/** What the probe stores, with its checksum and a wrong one. */
export const PROBE_BYTES = new TextEncoder().encode('What does this store do with a checksum?');
export const RIGHT_CHECKSUM = encodeCrc32(crc32(PROBE_BYTES));
export const WRONG_CHECKSUM = encodeCrc32(crc32(PROBE_BYTES) ^ 1);

export const PROBE_URL_SECONDS = 60;
const PUT_TIMEOUT_MS = 15_000;

/** Sends the probe's bytes by a signed URL, as a client does, and answers the HTTP status. */
export async function sendProbe({ url, headers }: SignedPart): Promise<number> {
  const signal = AbortSignal.timeout(PUT_TIMEOUT_MS);
  const response = await fetch(url, { method: 'PUT', headers, body: PROBE_BYTES, signal });
  await response.arrayBuffer(); // frees the connection
  return response.status;
}
