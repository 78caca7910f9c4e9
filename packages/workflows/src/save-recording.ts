import { uploadStream } from '@dawg/client/node/upload-stream';
import type { StorageClient } from '@dawg/client/storage-client';
import type { StoredFile } from '@dawg/contract/wire';
import { wavBytes, wavFile, type Recording, type SampleFormat } from './wav-file.ts';

export interface SaveRecordingOptions extends Recording {
  readonly client: StorageClient;
  /** With the extension `.wav`. */
  readonly fileName: string;
  /** `pcm24` unless told. */
  readonly format?: SampleFormat;
  readonly folderPath?: string;
  readonly projectId?: string;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly putPart?: Parameters<typeof uploadStream>[1]['putPart'];
}

/**
 * Stores recorded channels as a WAV, through an upload session as every file. Throws `invalid-request` (no channels, or of
 * different lengths), `file-empty`, `file-too-large`, and what `uploadStream` throws; nothing is left then.
 */
export function saveRecording({
  client,
  channels,
  sampleRate,
  format = 'pcm24',
  signal = new AbortController().signal,
  ...file
}: SaveRecordingOptions): Promise<StoredFile> {
  const recording = { channels, sampleRate };
  const maxBytes = wavBytes(recording, format);
  return uploadStream(toAsync(wavFile(recording, format)), {
    ...file,
    client,
    contentType: 'audio/wav',
    category: 'recordings',
    maxBytes,
    signal,
    onProgress: () => {},
  });
}

async function* toAsync<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
