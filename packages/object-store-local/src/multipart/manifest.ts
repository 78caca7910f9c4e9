import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from './upload.ts';

/** The parts an object is made of, in order. Written once, when the upload is completed. */
export interface Manifest {
  readonly parts: readonly Part[];
}

/**
 * A completed object stays the part files it arrived as: bytes are written to the disk once, Complete takes the same time for
 * 10 MB and 10 GB, and a crash in the middle of it has nothing half-copied to clean up. GET reads the files in turn.
 * The list is kept here, beside the parts, and not in the object's record, so that memory does not grow with the parts.
 */
export function manifestPath(uploadFolder: string): string {
  return join(uploadFolder, 'manifest.json');
}

export async function readManifest(uploadFolder: string): Promise<Manifest> {
  // The file is ours and was renamed into place whole.
  return JSON.parse(await readFile(manifestPath(uploadFolder), 'utf8')) as Manifest;
}
