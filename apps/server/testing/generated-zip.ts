import { combineParts, crc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { ZipEntry } from '@dawg/storage/downloads/open-zip';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { zipStream } from '../src/http/zip/zip-stream.ts';

/**
 * `node generated-zip.ts FILE BYTES COUNT` writes a ZIP64 of generated files and prints its size and the most memory that
 * took, in bytes. A process of its own, so that the memory is nobody else's.
 */
const [path = '', bytes = '', count = ''] = process.argv.slice(2);
const RANGE = Buffer.alloc(2 * 2 ** 20, 'generated audio ');
const sizeBytes = Math.ceil(Number(bytes) / Number(count) / RANGE.length) * RANGE.length;
const part = { crc: crc32(RANGE), sizeBytes: RANGE.length };
const checksum = encodeCrc32(combineParts(Array.from({ length: sizeBytes / RANGE.length }, () => part)));

const entries = Array.from({ length: Number(count) }, (_, index): ZipEntry => ({
  path: `Album/take ${index}.wav`,
  sizeBytes,
  checksum,
  modifiedAt: new Date('2026-01-01T00:00:00Z'),
  read: async function* () {
    for (let at = 0; at < sizeBytes; at += RANGE.length) yield Buffer.from(RANGE); // as a store's answer: fresh memory
  },
}));
const zip = await zipStream(entries, { signal: new AbortController().signal, forceZip64: true });
await pipeline(zip.bytes, createWriteStream(path));
console.log(JSON.stringify({ sizeBytes: zip.sizeBytes, peakBytes: process.resourceUsage().maxRSS * 1024 }));
