import { pathSource } from '@dawg/client/node/path-source';
import type { FileSource } from '@dawg/client/upload/file-source';
import { audioFormatOf } from '@dawg/contract/audio-formats';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

export interface FoundSources {
  readonly sources: readonly FileSource[];
  /** Files inside folders that are no audio. */
  readonly skipped: number;
}

/**
 * The files that are meant: a file named by itself is always taken, so that a refusal can say why; of a folder only the
 * audio is, however deep it lies, and keeps its path below `folderPath`. Rejects with Node's error for a path that
 * cannot be read.
 */
export async function findSources(paths: readonly string[], folderPath: string): Promise<FoundSources> {
  const sources: FileSource[] = [];
  let skipped = 0;
  const add = async (path: string, inside: string, isNamed: boolean): Promise<void> => {
    if ((await stat(path)).isDirectory()) {
      const folder = joinFolders(inside, basename(resolve(path)));
      const entries = await readdir(path, { withFileTypes: true });
      const wanted = entries.filter((entry) => entry.isFile() || entry.isDirectory()); // no links out of the folder
      for (const { name } of wanted.toSorted((a, b) => a.name.localeCompare(b.name)))
        await add(join(path, name), folder, false);
    } else if (isNamed || audioFormatOf(basename(path), '')) {
      sources.push(await pathSource(path, { folderPath: inside }));
    } else skipped += 1;
  };
  for (const path of paths) await add(path, folderPath, true);
  return { sources, skipped };
}

function joinFolders(outer: string, inner: string): string {
  return outer === '' ? inner : `${outer}/${inner}`;
}
