import { uploadStream } from '@dawg/client/node/upload-stream';
import type { StorageClient } from '@dawg/client/storage-client';
import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { fetchPublic, type FetchPublicOptions } from './fetch-public.ts';

export interface StoreGeneratedAudioOptions extends Partial<
  Pick<FetchPublicOptions, 'isAllowed' | 'resolve' | 'ca'>
> {
  readonly client: StorageClient;
  /** Where the generator has put its result: https, reachable by anybody. */
  readonly url: string;
  readonly fileName: string;
  /** The most that may come, in bytes; reserved meanwhile. */
  readonly maxBytes: number;
  /** The longest that it may take; five minutes unless told. */
  readonly timeoutMs?: number;
  readonly folderPath?: string;
  readonly projectId?: string;
  readonly tags?: readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly putPart?: Parameters<typeof uploadStream>[1]['putPart'];
}

const LONGEST_MS = 5 * 60_000;

/**
 * Stores what a URL answers, streamed through an upload session under a ceiling: see `fetchPublic` for what is fetched at
 * all. Throws `invalid-request`, `file-too-large`, and what `uploadStream` throws; nothing is left then.
 */
export async function storeGeneratedAudio({
  client,
  url,
  maxBytes,
  timeoutMs = LONGEST_MS,
  signal: given,
  isAllowed,
  resolve,
  ca,
  ...file
}: StoreGeneratedAudioOptions): Promise<StoredFile> {
  const late = AbortSignal.timeout(timeoutMs);
  const signal = given ? AbortSignal.any([given, late]) : late;
  try {
    const answer = await fetchPublic(url, { maxBytes, signal, isAllowed, resolve, ca });
    const contentType = answer.headers['content-type'] ?? '';
    return await uploadStream(answer, {
      ...file,
      client,
      contentType,
      category: 'generated',
      maxBytes,
      signal,
      onProgress: () => {},
    });
  } catch (error) {
    if (!late.aborted || given?.aborted) throw error;
    throw new StorageError('invalid-request', { problem: 'the URL took too long' }, { cause: error });
  }
}
