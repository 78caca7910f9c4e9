import { appRouter, type AppRouter } from '@dawg/api/app-router';
import { parsed } from '@dawg/api/rest/rest-route';
import { uploadFields } from '@dawg/api/rest/rest-shapes';
import { toRestFile } from '@dawg/api/rest/to-rest';
import { putPartByNode } from '@dawg/client/node/put-part';
import { uploadStream } from '@dawg/client/node/upload-stream';
import type { StorageClient } from '@dawg/client/storage-client';
import { toStorageError } from '@dawg/client/to-storage-error';
import { StorageError } from '@dawg/contract/storage-error';
import type { SignedPart } from '@dawg/contract/wire';
import type { Storage } from '@dawg/storage/storage';
import { createTRPCClient, unstable_localLink } from '@trpc/client';
import type { IncomingMessage } from 'node:http';
import { impatient } from './impatient.ts';
import { readForm } from './read-form.ts';

/** Of parts, for each form that is arriving: one is filled while others are sent. */
const MEMORY_BYTES = 24 * 2 ** 20;

/** What a form has around its file: boundaries, headers, our few fields. */
const FORM_TEXT_BYTES = 256 * 1024;

/** A sender that is silent for so long has gone. */
const SILENCE_MS = 300_000;

/** Read on after a refusal, so that a sender that does not listen meanwhile gets the answer. */
const REFUSED_BYTES = 64 * 2 ** 20;

export interface StoreFormParts {
  readonly storage: Storage;
  /** How this process sends what a client would. */
  readonly sentFromHere: (signed: SignedPart) => SignedPart;
}

/**
 * Stores the file of a form through an upload session under a ceiling, as a client would that streams: in parts, with
 * their checksums, verified as a whole. Nothing is left when it throws.
 */
export async function storeForm(
  { storage, sentFromHere }: StoreFormParts,
  { owner, request, requestId }: { owner: string; request: IncomingMessage; requestId: string },
) {
  const maxBytes = await ceilingOf(storage, owner, request);
  const signal = goneSignal(request);
  try {
    const form = await readForm(request, signal);
    const file = await uploadStream(form.bytes, {
      client: inProcessClient(storage, owner, requestId),
      fileName: form.fileName,
      contentType: form.contentType,
      maxBytes,
      memoryBytes: MEMORY_BYTES,
      signal,
      onProgress: () => {},
      putPart: (signed, bytes, options) => putPartByNode(sentFromHere(signed), bytes, options),
      ...impatient(),
      beforeComplete: async ({ id: sessionId }) => {
        const { projectId = null, folderPath = '', isPublic } = parsed(uploadFields, await form.fields) ?? {};
        const description = { isPublic: isPublic === 'true' };
        await storage.uploads.place({ owner, sessionId, folderPath, projectId, description });
      },
    });
    return { success: true as const, file: toRestFile(file, owner) };
  } catch (error) {
    discardRest(request);
    throw error instanceof StorageError ? error : toStorageError(error);
  } finally {
    request.setTimeout(0);
  }
}

/** The router as its clients know it, without a request: what they may not do, this may not either. */
function inProcessClient(storage: Storage, owner: string, requestId: string): StorageClient {
  const createContext = async () => ({ storage, principal: async () => owner, requestId });
  return createTRPCClient<AppRouter>({ links: [unstable_localLink({ router: appRouter, createContext })] });
}

/** The most that the file can be, in bytes. Throws `file-too-large`, `quota-exceeded` before a byte of it is read. */
async function ceilingOf(storage: Storage, owner: string, request: IncomingMessage): Promise<number> {
  const { maxFileBytes } = storage.settings;
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  if (declared > maxFileBytes + FORM_TEXT_BYTES)
    throw new StorageError('file-too-large', { sizeBytes: declared, maxBytes: maxFileBytes });
  if (declared > 0) return Math.min(declared, maxFileBytes);
  // Sent in chunks, its size is anybody's guess: what there is room for is the most.
  const { availableBytes } = await storage.quota.get({ owner });
  if (availableBytes === 0) throw new StorageError('quota-exceeded', { neededBytes: 1, availableBytes });
  return Math.min(availableBytes, maxFileBytes);
}

/** Fires when the sender has hung up, or is silent for too long, before all of the body was there. */
function goneSignal(request: IncomingMessage): AbortSignal {
  const gone = new AbortController();
  const leave = () => {
    if (!request.complete)
      gone.abort(new StorageError('invalid-request', { problem: 'the form ends in the middle' }));
  };
  request.on('close', leave);
  request.setTimeout(SILENCE_MS, () => request.destroy());
  return gone.signal;
}

function discardRest(request: IncomingMessage): void {
  let left = REFUSED_BYTES;
  request.on('data', (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.resume();
}
