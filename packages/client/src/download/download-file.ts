import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { StorageError } from '@dawg/contract/storage-error';
import type { DownloadUrl } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { backoffMs, realPace, untilItAnswers, type Pace } from '../upload/retry.ts';
import { getFrom, RangeIgnoredError } from './get-from.ts';

/** Where the bytes go. */
export interface DownloadSink {
  /** What is there from an earlier try, from the first byte on; nothing where a try begins anew each time. */
  existing(): AsyncIterable<Uint8Array>;
  /** Adds bytes behind what is there. */
  write(bytes: Uint8Array): Promise<void>;
  /** Throws away what is there: it is not the beginning of this file. */
  restart(): Promise<void>;
}

export interface DownloadOptions {
  readonly client: StorageClient;
  readonly signal: AbortSignal;
  /** An earlier version of the file instead of the present one. */
  readonly versionId?: string | undefined;
  /** Also a file that could not be checked for viruses. */
  readonly acceptUnscanned?: boolean | undefined;
  /** Bytes that are there by now, of `sizeBytes`. */
  readonly onProgress?: (receivedBytes: number, sizeBytes: number) => void;
  /** What went wrong, when another try will follow; null when it goes on. */
  readonly onWaiting?: (error: StorageError | null) => void;
  readonly pace?: Pace;
}

/** Times what arrived may turn out to be something else before we believe that it is. */
const MAX_MISMATCHES = 2;

/**
 * Downloads a file and verifies it: bytes that are there already are summed and not fetched again, a lost connection is
 * taken up where it was (RFC 9110, 14.2), however often, and the CRC-32 of the whole is compared with the one that was
 * verified when the file was stored. One that is being checked for
 * viruses is waited for. Throws `file-not-found`, `version-not-found`, `file-quarantined`, `file-unscannable`, `checksum-mismatch` (nothing of it should be kept) and
 * whatever the sink throws, or the signal's reason.
 */
export async function downloadFile(
  fileId: string,
  sink: DownloadSink,
  options: DownloadOptions,
): Promise<DownloadUrl> {
  const {
    client,
    signal,
    versionId,
    acceptUnscanned,
    pace = realPace,
    onProgress = () => {},
    onWaiting = () => {},
  } = options;
  const ask = () =>
    untilItAnswers(
      (limit) =>
        versionId === undefined
          ? client.files.downloadUrl.mutate({ fileId, acceptUnscanned }, { signal: limit })
          : client.versions.downloadUrl.mutate({ fileId, versionId, acceptUnscanned }, { signal: limit }),
      toStorageError,
      { signal, pace, onWaiting },
    );
  let position = 0;
  let crc = 0;
  for await (const bytes of sink.existing()) {
    signal.throwIfAborted();
    crc = crc32(bytes, crc);
    position += bytes.length;
  }
  const startOver = async () => {
    await sink.restart();
    position = crc = 0;
  };

  for (let attempt = 0, mismatches = 0; ;) {
    const file = await ask();
    if (position > file.sizeBytes) await startOver();
    onProgress(position, file.sizeBytes);
    try {
      if (position < file.sizeBytes) {
        for await (const bytes of getFrom(file.url, position, signal)) {
          await sink.write(bytes);
          crc = crc32(bytes, crc);
          position += bytes.length;
          if (attempt > 0) onWaiting(null);
          attempt = 0;
          onProgress(position, file.sizeBytes);
        }
      }
      if (position === file.sizeBytes && encodeCrc32(crc) === file.checksum) return file;
      // What was there may have been the beginning of another file of that name.
      if (position >= file.sizeBytes && ++mismatches >= MAX_MISMATCHES)
        throw new StorageError('checksum-mismatch');
      if (position >= file.sizeBytes) await startOver();
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof RangeIgnoredError) {
        await startOver();
        continue;
      }
      const error = toPassing(thrown);
      if (attempt > 0) onWaiting(error);
      await pace.delay(backoffMs(attempt++, pace.random()), signal);
    }
  }
}

/** A failure of the connection or the store, which passes; anything else is thrown on. */
function toPassing(thrown: unknown): StorageError {
  if (thrown instanceof StorageError && thrown.code === 'store-unavailable') return thrown;
  throw thrown;
}
