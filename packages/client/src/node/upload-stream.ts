import { combineParts, encodeCrc32 } from '@dawg/contract/crc32';
import { planOf } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CreateUpload, KeyCategory, OnConflict, StoredFile, UploadSession } from '@dawg/contract/wire';
import { SEPARATE_REQUEST, type StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { BATCH_BYTES } from '../upload/part-batches.ts';
import { discardSession } from '../upload/discard-upload.ts';
import type { PutPart } from '../upload/put-part.ts';
import { realPace, untilItAnswers, type Pace, type Waiting } from '../upload/retry.ts';
import { COMPLETE_LIMIT_MS } from '../upload/upload-file.ts';
import { randomKey } from '../upload/upload-memo.ts';
import { isEnded } from '../upload/upload-run.ts';
import { NODE_BATCHES } from './node-lanes.ts';
import { putPartByNode } from './put-part.ts';
import { sendStream, type SentStream } from './send-stream.ts';

export interface UploadStreamOptions {
  readonly client: StorageClient;
  /** Its extension says what format it is of. */
  readonly fileName: string;
  /** The most that may come. So much is reserved while the stream is sent; what did not come is given back. */
  readonly maxBytes: number;
  /** What its sender calls it, which has to agree with that; nothing unless told. */
  readonly contentType?: string | undefined;
  /** The folders it is to be stored under; none unless told. */
  readonly folderPath?: string | undefined;
  readonly projectId?: string | undefined;
  /** What is done where the name is taken; `keep-both` unless told. */
  readonly onConflict?: Exclude<OnConflict, 'skip'> | undefined;
  /** What it comes from; `uploads` unless told. */
  readonly category?: KeyCategory | undefined;
  /** What is said about the file from the moment it is stored. */
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** Bytes of parts in memory at a time; a part is always held whole. 96 MiB, or two parts, unless told. */
  readonly memoryBytes?: number | undefined;
  /** Called when all bytes are stored and before the file is: the last moment to say where it will be. */
  readonly beforeComplete?: ((session: UploadSession) => Promise<void>) | undefined;
  readonly signal: AbortSignal;
  /** Told the bytes that are on their way or stored; fewer than before when a part has to start over. */
  readonly onProgress: (sentBytes: number) => void;
  /** Another try will follow; null when one has succeeded. */
  readonly onWaiting?: (error: StorageError | null) => void;
  readonly pace?: Pace;
  readonly putPart?: PutPart;
}

/** Keys tried before we believe that something is wrong. */
const MAX_KEYS = 5;

/** How long giving an upload up may take of the caller's time; after that its expiry gives it up. */
const DISCARD_LIMIT_MS = 15_000;

/**
 * Uploads a stream of unknown size under a declared ceiling. It is read once, part by part, as fast as parts are stored;
 * a part's bytes stay in memory until the store has them (`memoryBytes`), so lost lines and answers are waited out as the
 * engine does.
 *
 * It cannot be resumed: what was read is gone, and after a pause or a crash the stream has to be begun anew. So whatever
 * ends it early, the signal or the stream's own failure, gives the upload and its reservation up before it rejects.
 *
 * Rejects with `file-too-large` (more bytes than the ceiling came), `file-empty`, what create refuses, the stream's own
 * error, or the signal's reason. A signal that fires while the upload is being completed may come too late: then the
 * file is stored.
 */
export async function uploadStream(
  stream: AsyncIterable<Uint8Array>,
  options: UploadStreamOptions,
): Promise<StoredFile> {
  const { client, signal, pace = realPace, putPart = putPartByNode, onProgress } = options;
  const waiting: Waiting = { signal, pace, onWaiting: options.onWaiting ?? (() => {}) };
  const request = createRequest(options);
  let session: UploadSession | null = null;
  try {
    session = await begin(client, request, waiting);
    const plan = planOf(session.sizeBytes, session.partSizeBytes);
    const sent = await sendStream(stream, {
      client,
      sessionId: session.id,
      plan,
      putPart,
      waiting,
      onProgress,
      // The engine's room: a part is read while others are sent, also where one is larger than that.
      memoryBytes: options.memoryBytes ?? Math.max(NODE_BATCHES * BATCH_BYTES, 2 * plan.partSizeBytes),
    });
    await options.beforeComplete?.(session);
    return await complete(client, session, sent, waiting);
  } catch (error) {
    // A create that was refused left nothing; one that was cut off may have arrived.
    const asked = signal.aborted ? request : null;
    await discardSession(
      { client, pace },
      { session, request: asked },
      AbortSignal.timeout(DISCARD_LIMIT_MS),
    );
    throw error;
  }
}

type StreamRequest = { -readonly [Key in keyof CreateUpload]: CreateUpload[Key] };

function createRequest(options: UploadStreamOptions): StreamRequest {
  const { fileName, maxBytes, contentType, folderPath, projectId } = options;
  const { onConflict, category, tags, metadata } = options;
  return {
    idempotencyKey: randomKey(),
    fileName,
    folderPath,
    sizeBytes: maxBytes,
    isCeiling: true,
    contentType: contentType ?? '', // the extension decides
    projectId,
    onConflict,
    category,
    tags,
    metadata,
  };
}

/** Before the stream is read: whoever has no room for it should know at once. */
async function begin(
  client: StorageClient,
  request: StreamRequest,
  waiting: Waiting,
): Promise<UploadSession> {
  for (let attempt = 1; ; attempt++) {
    try {
      const create = (signal: AbortSignal) =>
        client.uploads.create.mutate(request, { signal, ...SEPARATE_REQUEST });
      const created = await untilItAnswers(create, toStorageError, waiting);
      if (created.kind === 'session') return created.session;
      throw new StorageError('internal', {}, { cause: new Error('a new key has completed') });
    } catch (error) {
      // The server gave this key up while the store did not answer: a new attempt takes a new key.
      if (attempt === MAX_KEYS || !isEnded(error)) throw error;
      request.idempotencyKey = randomKey();
    }
  }
}

async function complete(
  client: StorageClient,
  { id: sessionId }: UploadSession,
  { parts, sizeBytes }: SentStream,
  waiting: Waiting,
): Promise<StoredFile> {
  const claim = { sessionId, checksum: encodeCrc32(combineParts(parts)), sizeBytes };
  const ask = (signal: AbortSignal) => client.uploads.complete.mutate(claim, { signal, ...SEPARATE_REQUEST });
  const completed = await untilItAnswers(ask, toStorageError, waiting, COMPLETE_LIMIT_MS);
  if (completed.kind === 'stored') return completed.file;
  // The store had them all and has lost some: they cannot be read again.
  throw new StorageError('checksum-mismatch');
}
