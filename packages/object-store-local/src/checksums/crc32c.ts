const POLYNOMIAL = 0x82f63b78; // Castagnoli, reflected
const SLICES = 8;

const tables = buildTables();

/**
 * CRC-32C of `bytes`, continued from `previous` (the result so far, 0 at the start).
 * Eight table look-ups take eight bytes at a time ("slicing by 8"), which is what makes plain JavaScript keep up with a disk.
 * Source: RFC 3720, appendix B.4; check value of "123456789" is 0xE3069283.
 */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  const t = tables;
  const wholeEnd = bytes.length - (bytes.length % SLICES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = ~previous;
  let at = 0;
  for (; at < wholeEnd; at += SLICES) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      look(t, 1792 + (low & 255)) ^
      look(t, 1536 + ((low >>> 8) & 255)) ^
      look(t, 1280 + ((low >>> 16) & 255)) ^
      look(t, 1024 + (low >>> 24)) ^
      look(t, 768 + (high & 255)) ^
      look(t, 512 + ((high >>> 8) & 255)) ^
      look(t, 256 + ((high >>> 16) & 255)) ^
      look(t, high >>> 24);
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ look(t, (crc ^ view.getUint8(at)) & 255);
  return ~crc >>> 0;
}

/** Always inside the table; the engine inlines this, the compiler is content. */
function look(table: Int32Array, at: number): number {
  return table[at] ?? 0;
}

/** Table k holds what byte b does to the CRC when k more bytes follow it; all eight lie in one array, 256 entries each. */
function buildTables(): Int32Array {
  const table = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    table[byte] = crc;
  }
  for (let at = 256; at < table.length; at += 1) {
    const before = look(table, at - 256);
    table[at] = (before >>> 8) ^ look(table, before & 255);
  }
  return table;
}
