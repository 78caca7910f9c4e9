/** The CRC of some bytes and how many they are. */
export interface CrcPiece {
  readonly crc: bigint;
  readonly sizeBytes: number;
}

/** A reflected CRC whose register starts and ends inverted, as all of S3's do. */
export interface CrcField {
  readonly widthBits: number;
  readonly reflectedPolynomial: bigint;
}

/**
 * The CRC of the pieces put one after the other, without their bytes.
 * A CRC is a remainder modulo a polynomial, so appending n bytes multiplies it by x^(8n): crc(A‖B) = crc(A)·x^(8·|B|) + crc(B).
 * Source: Mark Adler's `crc32_combine` in zlib, here for any width.
 */
export function combineCrcs(field: CrcField, pieces: readonly CrcPiece[]): bigint {
  // Parts are equal in size but for the last, so one or two powers serve ten thousand parts.
  const powers = new Map<number, bigint>();
  let combined = 0n;
  for (const piece of pieces) {
    const power = powers.get(piece.sizeBytes) ?? powerOfX(field, BigInt(piece.sizeBytes) * 8n);
    powers.set(piece.sizeBytes, power);
    combined = multiply(field, power, combined) ^ piece.crc;
  }
  return combined;
}

/** x to the `exponent`, modulo the polynomial, by squaring. In reflected order the highest bit is x^0. */
function powerOfX(field: CrcField, exponent: bigint): bigint {
  const one = 1n << BigInt(field.widthBits - 1);
  let result = one;
  let square = one >> 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(field, square, result);
    square = multiply(field, square, square);
  }
  return result;
}

/** a·b modulo the polynomial, term by term from x^0. */
function multiply(field: CrcField, a: bigint, b: bigint): bigint {
  let product = 0n;
  let term = b;
  for (let bit = 1n << BigInt(field.widthBits - 1); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= term;
    term = term & 1n ? (term >> 1n) ^ field.reflectedPolynomial : term >> 1n;
  }
  return product;
}
