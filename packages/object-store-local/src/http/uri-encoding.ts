import { S3Error } from '../s3-error.ts';

/** Percent-encodes all but RFC 3986's unreserved characters, as SigV4 wants it; `encodeURIComponent` leaves `!'()*` alone. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** As `encodeUri`, with the slashes of a key or path left as they are. */
export function encodeUriPath(path: string): string {
  return path.split('/').map(encodeUri).join('/');
}

/** @throws S3Error InvalidURI for broken escapes and for bytes that are not UTF-8 */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // The one thing it throws is URIError.
    throw new S3Error('InvalidURI');
  }
}
