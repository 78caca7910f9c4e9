import { createNodeUploader } from '@dawg/client/node/node-uploader';
import { isUnfinished, type UploadItem, type UploadsSnapshot } from '@dawg/client/upload/upload-item';
import type { Uploader } from '@dawg/client/upload/uploader';
import { openClient } from '../account/open-client.ts';
import { EXIT_CODE } from '../exit-codes.ts';
import { formatBytes } from '../terminal/format.ts';
import { progressLine } from '../terminal/progress-line.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { findSources } from './find-sources.ts';

export interface UploadOptions {
  readonly project?: string;
  readonly folder?: string;
  readonly json?: boolean;
}

/** Uploads and waits until everything is over; what is lost on the way is tried again for as long as it takes. */
export async function upload(
  terminal: Terminal,
  paths: readonly string[],
  options: UploadOptions,
): Promise<number> {
  const { sources, skipped } = await findSources(paths, options.folder ?? '');
  if (skipped > 0)
    terminal.error(`${skipped} ${skipped === 1 ? 'file is' : 'files are'} not audio: skipped.`);
  const uploader = createNodeUploader({ client: await openClient() });
  const told = new Set<string>();
  const unsubscribe = uploader.subscribe(() => {
    tellEnded(terminal, uploader.snapshot().items, told, options);
    terminal.progress(progressOf(uploader.snapshot()));
  });
  uploader.add(sources, { projectId: options.project });
  await untilOver(uploader, terminal.interrupted);
  unsubscribe();
  terminal.progress(null);
  const { items } = uploader.snapshot();
  tellEnded(terminal, items, told, options);
  const isInterrupted = items.some(isUnfinished);
  uploader.close();
  return tellTotal(terminal, items, isInterrupted, options);
}

function untilOver(uploader: Uploader, interrupted: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (uploader.snapshot().unfinished === 0) resolve();
    };
    uploader.subscribe(check);
    if (interrupted.aborted) return resolve();
    interrupted.addEventListener('abort', () => resolve(), { once: true });
    check();
  });
}

/** Each file once, when it is stored or has failed. */
function tellEnded(
  terminal: Terminal,
  items: readonly UploadItem[],
  told: Set<string>,
  { json }: UploadOptions,
): void {
  for (const item of items) {
    const { id, status, sizeBytes, resumedBytes } = item;
    if (told.has(id) || (status.kind !== 'stored' && status.kind !== 'failed')) continue;
    told.add(id);
    const path = item.folderPath === '' ? item.fileName : `${item.folderPath}/${item.fileName}`;
    if (status.kind === 'stored') {
      const resumed = resumedBytes > 0 ? `, ${formatBytes(resumedBytes)} of it from before` : '';
      if (json) terminal.print(JSON.stringify({ event: 'stored', path, resumedBytes, file: status.file }));
      else terminal.print(`✓ ${path}  ${formatBytes(sizeBytes)}${resumed}`);
    } else if (json) {
      const { code, message } = status.error;
      terminal.print(JSON.stringify({ event: 'failed', path, code, message }));
    } else terminal.error(`✗ ${path}: ${status.error.message}`);
  }
}

function tellTotal(
  terminal: Terminal,
  items: readonly UploadItem[],
  isInterrupted: boolean,
  { json }: UploadOptions,
): number {
  const stored = items.filter(({ status }) => status.kind === 'stored').length;
  const failed = items.filter(({ status }) => status.kind === 'failed');
  if (json) {
    const unfinished = items.length - stored - failed.length;
    terminal.print(JSON.stringify({ event: 'done', stored, failed: failed.length, unfinished }));
  } else if (isInterrupted) {
    terminal.error('Interrupted. What has arrived is kept: run the same command again to go on.');
  } else if (items.length > 1) {
    terminal.error(`${stored} of ${items.length} files stored.`);
  }
  if (isInterrupted) return EXIT_CODE.interrupted;
  const isSignedOut = failed.some(
    ({ status }) => status.kind === 'failed' && status.error.code === 'unauthenticated',
  );
  if (isSignedOut) return EXIT_CODE.notSignedIn;
  return failed.length > 0 ? EXIT_CODE.failed : EXIT_CODE.ok;
}

function progressOf({ items, totals }: UploadsSnapshot): string {
  const isWaiting = items.some(({ status }) => status.kind === 'waiting');
  const isSending = items.some(({ status }) => status.kind === 'sending');
  return progressLine({
    doneFiles: items.filter(({ status }) => status.kind === 'stored').length,
    totalFiles: items.length,
    doneBytes: totals.sentBytes,
    totalBytes: totals.totalBytes,
    bytesPerSecond: totals.bytesPerSecond,
    secondsLeft: totals.secondsLeft,
    note: isWaiting && !isSending ? 'waiting for the connection' : null,
  });
}
