import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKSUMS, type ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { BatchedWriter } from './batched-writer.ts';
import { randomName } from './random-name.ts';

/** Bytes that have arrived whole and are on the disk, under a temporary name. */
export interface ReceivedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5: Buffer;
  /** Base64, of the algorithm asked for. */
  readonly checksum?: string;
}

/**
 * Streams bytes into a new file of `folder`, summing them on the way, and forces them to the disk.
 * When the source or the disk fails, nothing is left behind.
 */
export async function receiveFile(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<ReceivedFile> {
  const path = join(folder, randomName());
  const file = await open(path, 'wx');
  try {
    const sums = await writeAndSum(file, source, algorithm);
    await file.sync();
    await file.close();
    return { path, ...sums };
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
}

async function writeAndSum(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<Omit<ReceivedFile, 'path'>> {
  const md5 = createHash('md5');
  const checksum = algorithm && CHECKSUMS[algorithm].start();
  const writer = new BatchedWriter(file);
  let sizeBytes = 0;
  try {
    for await (const chunk of source) {
      md5.update(chunk);
      checksum?.update(chunk);
      sizeBytes += chunk.length;
      await writer.add(chunk);
    }
    await writer.finish();
  } finally {
    await writer.settle();
  }
  return { sizeBytes, md5: md5.digest(), checksum: checksum?.digest().toString('base64') };
}
