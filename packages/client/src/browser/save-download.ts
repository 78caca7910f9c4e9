import { downloadFile, type DownloadOptions, type DownloadSink } from '../download/download-file.ts';
import { pickers } from './file-system-access.ts';

/** A file on the person's disk that a download may be written to. */
export type SaveTarget = FileSystemFileHandle;

/** Whether this browser lets a page write to the disk; elsewhere its own download does. */
export function canSaveToDisk(): boolean {
  return pickers().showSaveFilePicker !== undefined;
}

/** Asks where to save; to be called by a press. Null when the person cancels. */
export async function chooseSaveTarget(fileName: string): Promise<SaveTarget | null> {
  try {
    return (await pickers().showSaveFilePicker?.call(globalThis, { suggestedName: fileName })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/**
 * Downloads straight to the disk, verified. The file appears under its name only when all of it is there and is what
 * was stored. Throws as `downloadFile` does.
 */
export async function saveDownload(
  fileId: string,
  target: SaveTarget,
  options: DownloadOptions,
): Promise<void> {
  const stream = await target.createWritable(); // writes beside the file; closing puts it in its place
  const sink: DownloadSink = {
    async *existing() {},
    write: (bytes) => stream.write(bytes as Uint8Array<ArrayBuffer>),
    restart: async () => {
      await stream.truncate(0);
      await stream.seek(0);
    },
  };
  try {
    await downloadFile(fileId, sink, options);
  } catch (error) {
    await stream.abort();
    throw error;
  }
  await stream.close();
}
