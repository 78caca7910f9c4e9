/** Paths on the server's origin that answer without credentials: whoever has one may follow it. */

/** A zip, once. */
export function zipPath(token: string): string {
  return `/api/storage/zip/${token}`;
}

/** One file, until the ticket expires. */
export function linkPath(token: string): string {
  return `/api/storage/link/${token}`;
}

/** One file, as long as it is public. */
export function publicPath(token: string): string {
  return `/api/storage/public/${token}`;
}
