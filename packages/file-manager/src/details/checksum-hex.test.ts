import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { expect, test } from 'vitest';
import { checksumHex } from './checksum-hex.ts';

test('the check value of CRC-32 reads as every program prints it', () => {
  expect(checksumHex(encodeCrc32(crc32(new TextEncoder().encode('123456789'))))).toBe('cbf43926');
});

test('leading zeros stay', () => {
  expect(checksumHex(encodeCrc32(0x2a))).toBe('0000002a');
});
