import { uploadStream } from '@dawg/client/node/upload-stream';
import { toStorageError } from '@dawg/client/to-storage-error';
import { TransferRate } from '@dawg/client/upload/transfer-rate';
import type { Readable } from 'node:stream';
import { openClient } from '../account/open-client.ts';
import { EXIT_CODE, exitCodeOf } from '../exit-codes.ts';
import { explainFailure } from '../explain-failure.ts';
import { formatBytes } from '../terminal/format.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { UploadOptions } from './upload.ts';

export interface UploadStdinOptions extends UploadOptions {
  readonly name?: string;
  /** In bytes. */
  readonly maxSize?: number;
}

/** Whether standard input is meant: by `-`, or by an option that is for it alone. */
export function meansStdin(paths: readonly string[], { name, maxSize }: UploadStdinOptions): boolean {
  return paths.includes('-') || name !== undefined || maxSize !== undefined;
}

/**
 * Uploads what standard input brings, under a ceiling. It cannot be read again: what ends it early leaves nothing, and a
 * lost line is waited out.
 */
export async function uploadStdin(
  terminal: Terminal,
  paths: readonly string[],
  options: UploadStdinOptions,
  input: Readable = process.stdin,
): Promise<number> {
  const { name, maxSize, json } = options;
  const problem = problemOf(paths, options);
  if (problem !== null || name === undefined || maxSize === undefined) {
    terminal.error(problem ?? MISSING);
    return EXIT_CODE.usage;
  }
  const client = await openClient();
  const path = options.folder ? `${options.folder}/${name}` : name;
  try {
    const file = await uploadStream(input, {
      client,
      fileName: name,
      maxBytes: maxSize,
      folderPath: options.folder,
      projectId: options.project,
      signal: terminal.interrupted,
      ...progressOn(terminal),
    });
    if (json) terminal.print(JSON.stringify({ event: 'stored', path, resumedBytes: 0, file }));
    else terminal.print(`✓ ${path}  ${formatBytes(file.sizeBytes)}`);
    if (json) tellDone(terminal, 'stored');
    return EXIT_CODE.ok;
  } catch (error) {
    return tellFailure(terminal, path, error, options);
  } finally {
    terminal.progress(null);
    input.destroy(); // an open pipe would keep the process waiting for what nobody reads
  }
}

const MISSING =
  'Standard input has neither a name nor a size: give both, e.g. --name "Take 1.wav" --max-size 2GB.';

function problemOf(paths: readonly string[], { name, maxSize }: UploadStdinOptions): string | null {
  if (!paths.includes('-'))
    return '--name and --max-size are for standard input: dawg upload - --name "Take 1.wav" --max-size 2GB.';
  if (paths.length > 1) return 'Standard input (-) goes alone: upload the other paths with another command.';
  return name === undefined || maxSize === undefined ? MISSING : null;
}

/** What has been sent and how fast: how much is to come nobody knows. */
function progressOn(terminal: Terminal) {
  const rate = new TransferRate();
  let sentBytes = 0;
  let note: string | null = null;
  const draw = () => {
    const speed = rate.bytesPerSecond > 0 ? `${formatBytes(rate.bytesPerSecond)}/s` : '';
    terminal.progress(
      [`${formatBytes(sentBytes)} sent`, note ?? speed].filter((part) => part !== '').join('  '),
    );
  };
  return {
    onProgress: (bytes: number) => {
      if (bytes > sentBytes) rate.add(bytes - sentBytes, performance.now());
      sentBytes = bytes;
      draw();
    },
    onWaiting: (error: unknown) => {
      note = error ? 'waiting for the connection' : null;
      draw();
    },
  };
}

function tellFailure(terminal: Terminal, path: string, error: unknown, { json }: UploadStdinOptions): number {
  terminal.progress(null);
  if (terminal.interrupted.aborted) {
    if (json) tellDone(terminal, 'unfinished');
    else terminal.error('Interrupted. Nothing is kept: standard input cannot be read again.');
    return EXIT_CODE.interrupted;
  }
  const message = explainFailure(error);
  if (json) {
    const { code } = toStorageError(error);
    terminal.print(JSON.stringify({ event: 'failed', path, code, message }));
    tellDone(terminal, 'failed');
  } else terminal.error(`✗ ${path}: ${message}`);
  return exitCodeOf(error);
}

function tellDone(terminal: Terminal, what: 'stored' | 'failed' | 'unfinished'): void {
  terminal.print(JSON.stringify({ event: 'done', stored: 0, failed: 0, unfinished: 0, [what]: 1 }));
}
