/**
 * CRC-32 (ISO-HDLC, the one of zlib and of S3's `x-amz-checksum-crc32`), and the arithmetic that joins the
 * checksums of neighbouring parts into the checksum of the whole, so that no byte is read twice.
 * On the wire a checksum is the base64 of its four bytes, big-endian, as S3 writes it:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */

const POLYNOMIAL = 0xedb88320;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'; // no atob here: no platform is assumed
const TABLES = slicingTables();

/** The CRC-32 of `bytes`, continuing from the CRC of the bytes before them. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let crc = ~previous;
  let at = 0;
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  const wholeBlocks = bytes.length - (bytes.length % 8);
  // Eight bytes a step ("slicing by 8"): about four times the speed of one byte a step. The index is in range
  // by construction; `| 0` also turns the checker's `undefined` into a number.
  while (at < wholeBlocks) {
    crc ^=
      byteAt(bytes, at) |
      (byteAt(bytes, at + 1) << 8) |
      (byteAt(bytes, at + 2) << 16) |
      (byteAt(bytes, at + 3) << 24);
    crc =
      tableAt(t7, crc & 255) ^
      tableAt(t6, (crc >>> 8) & 255) ^
      tableAt(t5, (crc >>> 16) & 255) ^
      tableAt(t4, crc >>> 24) ^
      tableAt(t3, byteAt(bytes, at + 4)) ^
      tableAt(t2, byteAt(bytes, at + 5)) ^
      tableAt(t1, byteAt(bytes, at + 6)) ^
      tableAt(t0, byteAt(bytes, at + 7));
    at += 8;
  }
  while (at < bytes.length) crc = (crc >>> 8) ^ tableAt(t0, (crc ^ byteAt(bytes, at++)) & 255);
  return ~crc >>> 0;
}

/**
 * The CRC-32 of A followed by B, from the CRC of each and the length of B in bytes: CRC(A) times x^(8·|B|)
 * modulo the polynomial, plus CRC(B). The same arithmetic as zlib's `crc32_combine`.
 */
export function combineCrc32(crcA: number, crcB: number, sizeOfB: number): number {
  return (multiply(crcA, powerOfX(sizeOfB)) ^ crcB) >>> 0;
}

/** The CRC-32 of a whole from its parts in order. */
export function combineParts(parts: readonly { readonly crc: number; readonly sizeBytes: number }[]): number {
  return parts.reduce((whole, part) => combineCrc32(whole, part.crc, part.sizeBytes), 0);
}

/** Base64 of the four big-endian bytes. */
export function encodeCrc32(crc: number): string {
  const sextets = [crc >>> 26, crc >>> 20, crc >>> 14, crc >>> 8, crc >>> 2, crc << 4];
  return sextets.map((sextet) => BASE64.charAt(sextet & 63)).join('') + '==';
}

/** The number behind a base64 checksum, or null when the text is not one. */
export function decodeCrc32(text: string): number | null {
  if (!CRC32_BASE64.test(text)) return null;
  const sextet = (index: number) => BASE64.indexOf(text.charAt(index));
  const first30Bits = [0, 1, 2, 3, 4].reduce((bits, index) => (bits << 6) | sextet(index), 0);
  return ((first30Bits << 2) | (sextet(5) >>> 4)) >>> 0;
}

/** Four bytes in canonical base64: six characters and `==`, the last character's spare bits zero. */
export const CRC32_BASE64 = /^[A-Za-z0-9+/]{5}[AQgw]==$/;

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function tableAt(table: Int32Array, index: number): number {
  return table[index] ?? 0;
}

type SlicingTables = readonly [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

function slicingTables(): SlicingTables {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    return crc;
  });
  const next = (table: Int32Array) => table.map((crc) => (crc >>> 8) ^ tableAt(first, crc & 255));
  const second = next(first);
  const third = next(second);
  const fourth = next(third);
  const fifth = next(fourth);
  const sixth = next(fifth);
  const seventh = next(sixth);
  return [first, second, third, fourth, fifth, sixth, seventh, next(seventh)];
}

/** a·b modulo the polynomial, in the reflected bit order in which bit 31 is x^0. */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = b;
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= shifted;
    shifted = shifted & 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  }
  return product >>> 0;
}

/** x^(8·bytes) modulo the polynomial, by squaring. `bytes` may exceed 2^32. */
function powerOfX(bytes: number): number {
  const one = 0x80000000;
  let result = one;
  let square = 0x00800000; // x^8: one byte
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}
