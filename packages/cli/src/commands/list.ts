import type { StoredFile } from '@dawg/contract/wire';
import { openClient } from '../account/open-client.ts';
import { EXIT_CODE } from '../exit-codes.ts';
import { formatBytes } from '../terminal/format.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface ListOptions {
  readonly project?: string;
  readonly trash?: boolean;
  readonly json?: boolean;
}

const PAGE = 100;

/** Prints page by page: a listing of any length begins at once and takes no memory. */
export async function list(
  terminal: Terminal,
  search: string | undefined,
  options: ListOptions,
): Promise<number> {
  const client = await openClient();
  const { project: projectId, trash: trashed = false } = options;
  let cursor: string | null = null;
  let count = 0;
  do {
    const page = await client.files.list.query(
      { search, projectId, trashed, cursor, limit: PAGE },
      { signal: terminal.interrupted },
    );
    for (const file of page.files) terminal.print(options.json ? JSON.stringify(file) : lineOf(file));
    count += page.files.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  if (count === 0 && !options.json) terminal.error('There are no such files.');
  return EXIT_CODE.ok;
}

function lineOf({ folderPath, fileName, sizeBytes, uploadedAt }: StoredFile): string {
  const path = folderPath === '' ? fileName : `${folderPath}/${fileName}`;
  const date = uploadedAt.slice(0, 16).replace('T', ' ');
  return `${formatBytes(sizeBytes).padStart(10)}  ${date}  ${path}`;
}
