import { downloadFile } from '@dawg/client/download/download-file';
import { forgetPartial, pathSink } from '@dawg/client/node/path-sink';
import type { StorageClient } from '@dawg/client/storage-client';
import { TransferRate } from '@dawg/client/upload/transfer-rate';
import { fileNameKey } from '@dawg/contract/file-name';
import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { access, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openClient } from '../account/open-client.ts';
import { EXIT_CODE } from '../exit-codes.ts';
import { explainFailure } from '../explain-failure.ts';
import { formatBytes } from '../terminal/format.ts';
import { progressLine } from '../terminal/progress-line.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface DownloadOptions {
  readonly output: string;
  readonly force?: boolean;
  readonly acceptUnscanned?: boolean;
  readonly json?: boolean;
}

/** Downloads one file after the other; one that fails does not keep the others. */
export async function download(
  terminal: Terminal,
  names: readonly string[],
  options: DownloadOptions,
): Promise<number> {
  const client = await openClient();
  await mkdir(options.output, { recursive: true });
  let failed = 0;
  for (const name of names) {
    try {
      const file = await findFile(client, name);
      const path = join(options.output, basename(file.fileName));
      if (!options.force) await requireFree(path);
      await save(terminal, client, { file, path, options });
      if (options.json) terminal.print(JSON.stringify({ event: 'saved', path, file }));
      else terminal.print(`✓ ${path}  ${formatBytes(file.sizeBytes)}, verified`);
    } catch (error) {
      terminal.progress(null);
      if (terminal.interrupted.aborted) {
        terminal.error('Interrupted. What has arrived is kept: run the same command again to go on.');
        return EXIT_CODE.interrupted;
      }
      failed += 1;
      const message = explainFailure(error);
      if (options.json) terminal.print(JSON.stringify({ event: 'failed', name, message }));
      else terminal.error(`✗ ${name}: ${message}`);
    }
  }
  return failed > 0 ? EXIT_CODE.failed : EXIT_CODE.ok;
}

async function save(
  terminal: Terminal,
  client: StorageClient,
  {
    file,
    path,
    options,
  }: { readonly file: StoredFile; readonly path: string; readonly options: DownloadOptions },
): Promise<void> {
  const sink = await pathSink(path);
  const rate = new TransferRate();
  let before: number | null = null;
  let note: string | null = null;
  try {
    await downloadFile(file.id, sink, {
      client,
      signal: terminal.interrupted,
      acceptUnscanned: options.acceptUnscanned,
      onWaiting: (error) => (note = error && whyWaiting(error)),
      onProgress: (doneBytes, totalBytes) => {
        if (before !== null) rate.add(doneBytes - before, performance.now());
        before = doneBytes;
        const { bytesPerSecond } = rate;
        const secondsLeft = bytesPerSecond > 0 ? (totalBytes - doneBytes) / bytesPerSecond : null;
        const one = { doneFiles: 0, totalFiles: 1 };
        terminal.progress(progressLine({ ...one, doneBytes, totalBytes, bytesPerSecond, secondsLeft, note }));
      },
    });
    await sink.finish();
  } catch (error) {
    if (error instanceof StorageError && error.code === 'checksum-mismatch') await forgetPartial(path);
    throw error;
  } finally {
    await sink.close();
    terminal.progress(null);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By id, or by name with or without its folders. Throws `file-not-found`, and an error when several have the name. */
async function findFile(client: StorageClient, name: string): Promise<StoredFile> {
  if (UUID.test(name)) return client.files.get.query({ fileId: name });
  const [fileName = name, ...folders] = name.split('/').toReversed();
  const wantedFolder = folders.length > 0 ? fileNameKey(folders.toReversed().join('/')) : null;
  const found: StoredFile[] = [];
  let cursor: string | null = null;
  do {
    const page = await client.files.list.query({ search: fileName, cursor, limit: 100 });
    found.push(
      ...page.files.filter(
        (file) =>
          fileNameKey(file.fileName) === fileNameKey(fileName) &&
          (wantedFolder === null || fileNameKey(file.folderPath) === wantedFolder),
      ),
    );
    cursor = page.nextCursor;
  } while (cursor !== null);
  const [file, other] = found;
  if (!file) throw new StorageError('file-not-found');
  if (other)
    throw new Error(
      `Several files have this name, in ${found.map(placeOf).join(', ')}: name the folder too.`,
    );
  return file;
}

function placeOf({ folderPath }: StoredFile): string {
  return folderPath === '' ? 'no folder' : folderPath;
}

async function requireFree(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    return;
  }
  throw new Error('A file of this name is there already. Use --force to replace it.');
}

function whyWaiting({ code }: StorageError): string {
  return code === 'file-not-scanned-yet' ? 'waiting for the virus check' : 'waiting for the connection';
}
