import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CHECKSUMS, bigEndian, checksumAlgorithms } from './checksum-algorithm.ts';
import { combineCrcs } from './combine-crc.ts';
import { crc32c } from './crc32c.ts';
import { crc64nvme } from './crc64nvme.ts';

const CHECK = Buffer.from('123456789');

describe('CRC-32C', () => {
  it('has the check value of its specification', () => {
    expect(crc32c(CHECK)).toBe(0xe3069283);
  });

  it('has the values of RFC 3720 for 32 bytes of zeros, ones and a ramp', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
    expect(crc32c(Buffer.from(Array.from({ length: 32 }, (_, at) => at)))).toBe(0x46dd794e);
  });

  it('is the same in pieces of any length as in one go', () => {
    const bytes = randomBytes(1000);
    for (const cut of [0, 1, 7, 8, 9, 500, 999]) {
      expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(crc32c(bytes));
    }
  });
});

describe('CRC-64/NVME', () => {
  it('has the check value of its specification', () => {
    expect(crc64nvme(CHECK)).toBe(0xae8b14860a799888n);
  });

  it('has the values of the NVMe specification for 4 KiB of zeros and of ones', () => {
    expect(crc64nvme(Buffer.alloc(4096))).toBe(0x6482d367eb22b64en);
    expect(crc64nvme(Buffer.alloc(4096, 0xff))).toBe(0xc0ddba7302eca3acn);
  });

  it('is the same in pieces of any length as in one go', () => {
    const bytes = randomBytes(1000);
    for (const cut of [0, 1, 7, 8, 9, 500, 999]) {
      expect(crc64nvme(bytes.subarray(cut), crc64nvme(bytes.subarray(0, cut)))).toBe(crc64nvme(bytes));
    }
  });
});

describe('combining CRCs', () => {
  const crcs = checksumAlgorithms().filter((algorithm) => CHECKSUMS[algorithm].crcField !== undefined);

  it.each(crcs)(
    'gives the %s of the whole from those of unequal pieces, empty ones among them',
    (algorithm) => {
      const { crcField, start } = CHECKSUMS[algorithm];
      const pieces = [1, 5_000, 0, 77, 5_000, 3].map((size) => randomBytes(size));
      const digest = (bytes: Buffer) => {
        const running = start();
        running.update(bytes);
        return BigInt(`0x${running.digest().toString('hex')}`);
      };
      const combined =
        crcField &&
        combineCrcs(
          crcField,
          pieces.map((piece) => ({ crc: digest(piece), sizeBytes: piece.length })),
        );
      expect(combined).toBe(digest(Buffer.concat(pieces)));
    },
  );

  it('combines ten thousand parts in well under a second', () => {
    const { crcField } = CHECKSUMS.CRC64NVME;
    if (crcField === undefined) throw new Error('CRC64NVME is a CRC');
    const piece = { crc: 0x0123456789abcdefn, sizeBytes: 8 * 1024 * 1024 };
    const startedAt = performance.now();
    combineCrcs(
      crcField,
      Array.from({ length: 10_000 }, () => piece),
    );
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('a running checksum', () => {
  it('digests CRCs as big-endian bytes, as S3 writes them', () => {
    const running = CHECKSUMS.CRC32.start();
    running.update(CHECK);
    expect(running.digest()).toEqual(bigEndian(BigInt(crc32(CHECK)), 4));
    expect(bigEndian(1n, 8)).toEqual(Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]));
  });

  it.each(checksumAlgorithms())('of %s has the size S3 documents', (algorithm) => {
    expect(CHECKSUMS[algorithm].start().digest()).toHaveLength(CHECKSUMS[algorithm].sizeBytes);
  });
});
