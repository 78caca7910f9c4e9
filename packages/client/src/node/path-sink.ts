import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { DownloadSink } from '../download/download-file.ts';

/** A download on its way to a path: in `<path>.part` until it is whole. */
export interface PathSink extends DownloadSink {
  /** Gives the file its name. */
  finish(): Promise<void>;
  /** Closes the file; what arrived stays, to be continued. */
  close(): Promise<void>;
}

/** Continues what an earlier try left in `<path>.part`. Rejects with Node's error when the folder cannot be written to. */
export async function pathSink(path: string): Promise<PathSink> {
  const partial = `${path}.part`;
  let file: FileHandle | null = await open(partial, 'a+');
  const opened = () => {
    if (!file) throw new Error(`${partial} is closed`);
    return file;
  };
  const close = async () => {
    const closing = file;
    file = null;
    await closing?.close();
  };
  return {
    existing: () => createReadStream(partial),
    write: async (bytes) => {
      await opened().writev([bytes]); // all of them, unlike write
    },
    restart: () => opened().truncate(0),
    close,
    finish: async () => {
      await opened().sync();
      await close();
      await rename(partial, path);
    },
  };
}

/** Throws away what an earlier try left: it is not the beginning of the file. */
export function forgetPartial(path: string): Promise<void> {
  return rm(`${path}.part`, { force: true });
}
