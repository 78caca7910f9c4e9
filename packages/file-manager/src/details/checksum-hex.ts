import { decodeCrc32 } from '@dawg/contract/crc32';

/** A CRC-32 from the wire as programs print it (`crc32`, `7z`, SFV files): eight hexadecimal digits. */
export function checksumHex(checksum: string): string {
  const crc = decodeCrc32(checksum);
  return crc === null ? checksum : crc.toString(16).padStart(8, '0');
}
