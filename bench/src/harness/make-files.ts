import { randomFillSync } from 'node:crypto';
import { mkdir, open, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSet } from './scenario.ts';

const BLOCK_BYTES = 2 ** 20;

/** Writes the files of a scenario, names as of a recording session, and answers their paths. */
export async function makeFiles(folder: string, { count, sizeBytes, isSparse }: FileSet): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const block = randomFillSync(new Uint8Array(BLOCK_BYTES));
  const paths: string[] = [];
  for (let number = 1; number <= count; number++) {
    const path = join(folder, `take ${number}.wav`);
    await writeFileOf(path, sizeBytes, isSparse ? null : block);
    paths.push(path);
  }
  return paths;
}

async function writeFileOf(path: string, sizeBytes: number, block: Uint8Array | null): Promise<void> {
  const file = await open(path, 'w');
  try {
    if (!block) return await file.truncate(sizeBytes);
    for (let at = 0; at < sizeBytes; at += BLOCK_BYTES)
      await file.write(block, 0, Math.min(BLOCK_BYTES, sizeBytes - at));
  } finally {
    await file.close();
  }
  // Older than what an uploader would wait for: nobody is writing it any more.
  const yesterday = Date.now() / 1000 - 86_400;
  await utimes(path, yesterday, yesterday);
}
