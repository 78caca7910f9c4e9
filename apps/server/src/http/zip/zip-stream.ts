import { StorageError } from '@dawg/contract/storage-error';
import { encodeCrc32 } from '@dawg/contract/crc32';
import type { ZipEntry } from '@dawg/storage/downloads/open-zip';
import { SUMS_PATH } from '@dawg/storage/downloads/zip-entry-paths';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { ZipFile } from 'yazl';

export interface ZipStream {
  /** The zip's bytes. It is destroyed with the failure when an entry cannot be read: what was sent is no zip then. */
  readonly bytes: Readable;
  /** Known before the first byte: every entry is stored as it is. */
  readonly sizeBytes: number;
}

const HEX_SHA256 = 64;

/**
 * A zip of these entries, uncompressed (audio hardly shrinks), with their SHA-256 sums as its last entry. ZIP64 where it
 * is needed, or everywhere if forced. Ends with the signal, or when nobody takes its bytes any more.
 */
export async function zipStream(
  entries: readonly ZipEntry[],
  { signal, forceZip64 = false }: { readonly signal: AbortSignal; readonly forceZip64?: boolean },
): Promise<ZipStream> {
  const zip = new ZipFile();
  const bytes = zip.outputStream as Readable;
  const fail = (error: Error) => bytes.destroy(error);
  zip.on('error', (error) => fail(error as Error));
  // One entry is read at a time.
  let reading: Readable | null = null;
  bytes.on('close', () => reading?.destroy());
  const options = { compress: false, forceZip64Format: forceZip64 };
  const add = (path: string, mtime: Date, size: number, read: () => AsyncIterable<Uint8Array>) =>
    zip.addReadStreamLazy(path, { ...options, mtime, size }, (pass) => {
      const source = Readable.from(untilAborted(read(), signal), { objectMode: false, highWaterMark: 1 });
      source.on('error', fail);
      reading = source;
      pass(null, source);
    });

  const sums: string[] = [];
  for (const entry of entries)
    add(entry.path, entry.modifiedAt, entry.sizeBytes, () => summed(entry, (sum) => sums.push(sum)));
  const sumsBytes = entries.reduce((total, { path }) => total + lineOf('', path).length + HEX_SHA256, 0);
  add(SUMS_PATH, new Date(), sumsBytes, async function* () {
    for (const [index, { path }] of entries.entries()) yield lineOf(sums[index] ?? '', path);
  });
  const sizeBytes = await new Promise<number>((resolve) => {
    // Its types have forgotten that the size is passed.
    zip.end({ forceZip64Format: forceZip64, comment: '' }, resolve as () => void);
  });
  return { bytes, sizeBytes };
}

/** In `sha256sum`'s format: our paths have no character that it would escape. */
function lineOf(sum: string, path: string): Buffer {
  return Buffer.from(`${sum}  ${path}\n`);
}

/** The entry's bytes, and when they have passed their SHA-256. Throws `checksum-mismatch` for others than were verified. */
async function* summed(entry: ZipEntry, onSum: (sum: string) => void): AsyncGenerator<Uint8Array> {
  const sha256 = createHash('sha256');
  let crc = 0;
  for await (const chunk of entry.read()) {
    sha256.update(chunk);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (encodeCrc32(crc) !== entry.checksum) throw new StorageError('checksum-mismatch');
  onSum(sha256.digest('hex'));
}

async function* untilAborted(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    signal.throwIfAborted();
    yield chunk;
  }
}
