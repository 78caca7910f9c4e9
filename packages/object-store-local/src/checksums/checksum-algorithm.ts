import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { CrcField } from './combine-crc.ts';
import { crc32c } from './crc32c.ts';
import { crc64nvme } from './crc64nvme.ts';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

/** Of all the object's bytes, or (multipart only) of its parts' checksums. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** A checksum as S3 writes it: the digest's big-endian bytes in base64, for COMPOSITE followed by `-<number of parts>`. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly value: string;
}

/** A checksum that grows with the bytes it is shown. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

interface AlgorithmFacts {
  readonly header: `x-amz-checksum-${string}`;
  readonly xmlName: `Checksum${string}`;
  readonly sizeBytes: number;
  readonly start: () => RunningChecksum;
  /** Only CRCs of parts can be combined into the CRC of the whole. */
  readonly crcField?: CrcField;
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const CHECKSUMS: Readonly<Record<ChecksumAlgorithm, AlgorithmFacts>> = {
  CRC32: {
    header: 'x-amz-checksum-crc32',
    xmlName: 'ChecksumCRC32',
    sizeBytes: 4,
    start: () => runningCrc32(crc32),
    crcField: { widthBits: 32, reflectedPolynomial: 0xedb88320n },
  },
  CRC32C: {
    header: 'x-amz-checksum-crc32c',
    xmlName: 'ChecksumCRC32C',
    sizeBytes: 4,
    start: () => runningCrc32(crc32c),
    crcField: { widthBits: 32, reflectedPolynomial: 0x82f63b78n },
  },
  CRC64NVME: {
    header: 'x-amz-checksum-crc64nvme',
    xmlName: 'ChecksumCRC64NVME',
    sizeBytes: 8,
    start: runningCrc64,
    crcField: { widthBits: 64, reflectedPolynomial: 0x9a6c9329ac4bc9b5n },
  },
  SHA1: {
    header: 'x-amz-checksum-sha1',
    xmlName: 'ChecksumSHA1',
    sizeBytes: 20,
    start: () => createHash('sha1'),
  },
  SHA256: {
    header: 'x-amz-checksum-sha256',
    xmlName: 'ChecksumSHA256',
    sizeBytes: 32,
    start: () => createHash('sha256'),
  },
};

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(CHECKSUMS, name);
}

/** All algorithms, in S3's order. */
export function checksumAlgorithms(): ChecksumAlgorithm[] {
  return Object.keys(CHECKSUMS).filter(isChecksumAlgorithm);
}

/** A big-endian unsigned integer of `sizeBytes` bytes. */
export function bigEndian(value: bigint, sizeBytes: number): Buffer {
  return Buffer.from(value.toString(16).padStart(sizeBytes * 2, '0'), 'hex');
}

function runningCrc32(step: (bytes: Uint8Array, previous: number) => number): RunningChecksum {
  let crc = 0;
  return {
    update(bytes) {
      crc = step(bytes, crc);
    },
    digest: () => bigEndian(BigInt(crc), 4),
  };
}

function runningCrc64(): RunningChecksum {
  let crc = 0n;
  return {
    update(bytes) {
      crc = crc64nvme(bytes, crc);
    },
    digest: () => bigEndian(crc, 8),
  };
}
