import type { PartPlan } from '@dawg/contract/part-plan';
import type { SignedPart } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { Budget } from '../upload/budget.ts';
import { CallGate } from '../upload/call-gate.ts';
import { LaneTuner } from '../upload/lane-tuner.ts';
import { Lanes } from '../upload/lanes.ts';
import type { PutPart } from '../upload/put-part.ts';
import { untilItAnswers, type Waiting } from '../upload/retry.ts';
import { sendPart } from '../upload/send-part.ts';
import { NODE_LANES } from './node-lanes.ts';
import { streamParts, type StreamPart } from './stream-parts.ts';

export interface SendStreamOptions {
  readonly client: StorageClient;
  readonly sessionId: string;
  /** That of the ceiling. */
  readonly plan: PartPlan;
  readonly putPart: PutPart;
  /** Of parts that are being filled or sent. One part has room whatever its size. */
  readonly memoryBytes: number;
  readonly waiting: Waiting;
  readonly onProgress: (sentBytes: number) => void;
}

/** What came: its size, and the sums of its parts in order. */
export interface SentStream {
  readonly sizeBytes: number;
  readonly parts: readonly { readonly crc: number; readonly sizeBytes: number }[];
}

type Sender = ReturnType<typeof openSender>;

/** Reads a stream and sends its parts, several at a time; when it resolves the store has all of them. */
export async function sendStream(
  stream: AsyncIterable<Uint8Array>,
  options: SendStreamOptions,
): Promise<SentStream> {
  const { plan, waiting } = options;
  const failed = new AbortController();
  const signal = AbortSignal.any([waiting.signal, failed.signal]);
  const sender = openSender({ ...options, waiting: { ...waiting, signal } });
  const memory = new Budget(options.memoryBytes);
  const parts: { crc: number; sizeBytes: number }[] = [];
  const sending: Promise<void>[] = [];
  try {
    for await (const part of streamParts(stream, plan, memory, signal)) {
      parts.push({ crc: part.crc, sizeBytes: part.bytes.length });
      const sent = send(sender, part);
      sent.catch((error: unknown) => failed.abort(error)); // one lost part ends it; it is awaited below
      sending.push(sent);
    }
    await Promise.all(sending);
  } finally {
    failed.abort(new Error('the other parts are not needed any more'));
    await Promise.allSettled(sending); // nothing goes on behind the caller's back
  }
  return { sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0), parts };
}

function openSender(options: SendStreamOptions) {
  const { client, sessionId, waiting, onProgress } = options;
  // One call at a time: parts that are read meanwhile share the next request.
  const signs = new CallGate(1);
  const sentBytes = new Map<number, number>();
  let total = 0;
  return {
    ...options,
    tuner: new LaneTuner(NODE_LANES),
    lanes: new Lanes(NODE_LANES.start),
    sign: async ({ partNumber, checksum, bytes }: StreamPart): Promise<SignedPart> => {
      const part = { partNumber, checksum, sizeBytes: bytes.length };
      const ask = (signal: AbortSignal) =>
        signs.run(() => client.uploads.sign.mutate({ sessionId, parts: [part] }, { signal }));
      const [signed] = await untilItAnswers(ask, toStorageError, waiting);
      if (!signed) throw new Error(`part ${partNumber} was not signed`);
      return signed;
    },
    progress: (partNumber: number, bytes: number) => {
      total += bytes - (sentBytes.get(partNumber) ?? 0);
      sentBytes.set(partNumber, bytes);
      onProgress(total);
    },
  };
}

async function send(sender: Sender, part: StreamPart): Promise<void> {
  const { lanes, tuner, waiting, putPart } = sender;
  const { pace, signal } = waiting;
  try {
    const signed = await sender.sign(part);
    const release = await lanes.take({ file: sender.sessionId, priority: 0 }, signal);
    const begun = pace.now();
    try {
      await sendPart(part, signed, {
        putPart,
        signAgain: () => sender.sign(part),
        onProgress: (bytes) => sender.progress(part.partNumber, bytes),
        onSlowDown: () => {
          tuner.slowDown(pace.now());
          lanes.resize(tuner.lanes);
        },
        waiting,
      });
      const now = pace.now();
      tuner.arrived(part.bytes.length, now - begun, now, lanes.isSaturated);
      lanes.resize(tuner.lanes);
      sender.progress(part.partNumber, part.bytes.length);
    } finally {
      release();
    }
  } finally {
    part.memory.release();
  }
}
