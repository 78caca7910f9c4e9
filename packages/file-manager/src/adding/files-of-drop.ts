import type { ChosenFile } from '@dawg/client/browser/browser-uploader';
import { isDirectoryDropItem, isFileDropItem, type DropItem } from 'react-aria-components';
import { folderInside, onlyAudio, onlyAudioOf, together, type FilesFound } from './files-found.ts';

/**
 * Reads a drop. A file dropped by itself is always taken, so that a refusal can say why; of a folder only the audio is,
 * however deep it lies, and keeps its path.
 */
export async function filesOfDrop(items: Iterable<DropItem>): Promise<FilesFound> {
  const found: FilesFound[] = [];
  for (const item of items) {
    if (isFileDropItem(item)) found.push(alone({ file: await item.getFile(), folderPath: '', handle: null }));
    if (isDirectoryDropItem(item)) found.push(onlyAudio(await filesInside(item.getEntries(), item.name)));
  }
  return together(found);
}

/** The same from the handles of a drop, where the browser gives them. */
export async function filesOfHandles(handles: readonly FileSystemHandle[]): Promise<FilesFound> {
  const found: FilesFound[] = [];
  for (const handle of handles) {
    if (isFileHandle(handle)) found.push(await opened(handle, ''));
    if (isFolderHandle(handle)) found.push(onlyAudioOf(await filesInsideHandle(handle, handle.name)));
  }
  return together(found);
}

/**
 * Asks for the handles of what is being dropped; only within the event itself do browsers give them. Null where there
 * are none, as for pasted files.
 */
export function handlesOf(data: DataTransfer): Promise<readonly FileSystemHandle[] | null> {
  const items = [...data.items].filter(({ kind }) => kind === 'file') as readonly ItemWithHandle[];
  const asked = items.map(async (item) => (await item.getAsFileSystemHandle?.()) ?? null);
  return Promise.all(asked).then(
    (handles) => {
      const given = handles.filter((handle) => handle !== null);
      return given.length === items.length && given.length > 0 ? given : null;
    },
    () => null, // not every file has one: the files themselves are there in any case
  );
}

/** https://wicg.github.io/file-system-access/#drag-and-drop */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

function alone(file: ChosenFile): FilesFound {
  return { files: [file], skipped: 0 };
}

async function filesInside(entries: AsyncIterable<DropItem>, folderPath: string): Promise<ChosenFile[]> {
  const files: ChosenFile[] = [];
  for await (const entry of entries) {
    if (isFileDropItem(entry)) files.push({ file: await entry.getFile(), folderPath, handle: null });
    if (isDirectoryDropItem(entry))
      files.push(...(await filesInside(entry.getEntries(), folderInside(folderPath, entry.name))));
  }
  return files;
}

async function filesInsideHandle(folder: FileSystemDirectoryHandle, folderPath: string): Promise<FilesFound> {
  const found: FilesFound[] = [];
  for await (const handle of folder.values()) {
    if (isFileHandle(handle)) found.push(await opened(handle, folderPath));
    if (isFolderHandle(handle))
      found.push(await filesInsideHandle(handle, folderInside(folderPath, handle.name)));
  }
  return together(found);
}

/** One file that cannot be opened (a link into nothing, no permission) is skipped and counted, not the whole drop. */
async function opened(handle: FileSystemFileHandle, folderPath: string): Promise<FilesFound> {
  try {
    return alone({ file: await handle.getFile(), folderPath, handle });
  } catch {
    return { files: [], skipped: 1 };
  }
}

function isFileHandle(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

function isFolderHandle(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}
