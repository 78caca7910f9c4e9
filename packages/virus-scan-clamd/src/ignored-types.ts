/**
 * Whether ClamAV leaves a file with this beginning alone, whatever is in it: it takes MP3 and Ogg for harmless and says OK
 * without looking. With one zero in front they are bytes like any other, and are looked at.
 */
export function isIgnoredByClamav(head: Uint8Array): boolean {
  const start = String.fromCharCode(...head.subarray(0, 4));
  return (
    start.startsWith('ID3') ||
    start === 'OggS' ||
    /^\xff[\xe0-\xff]/.test(start) ||
    start.startsWith('\0\0\x01')
  );
}
