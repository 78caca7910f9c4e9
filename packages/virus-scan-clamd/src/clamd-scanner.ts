import { AudioFailure } from '@dawg/audio/audio-failure';
import { ScannerUnavailable, type ScanVerdict, type VirusScanner } from '@dawg/audio/ports/virus-scanner';
import { connectToClamd, type ClamdAddress, type ClamdConversation } from './clamd-conversation.ts';
import { verdictOf } from './clamd-reply.ts';
import { isIgnoredByClamav } from './ignored-types.ts';

export interface ClamdOptions {
  readonly address: ClamdAddress;
  /**
   * The largest file that is sent; a larger one is unscannable. No more than clamd's own `MaxFileSize`, `MaxScanSize` and
   * `StreamMaxLength`, of which the first is 100 MB where nobody set it: above that clamd calls a file clean without having
   * looked, unless `AlertExceedsMax` is on.
   */
  readonly maxFileBytes: number;
  /** Silence of clamd after which it counts as gone, in milliseconds. */
  readonly timeoutMs: number;
}

/** ClamAV's `MaxFileSize` where nobody set another. */
export const CLAMD_MAX_FILE_BYTES = 100 * 2 ** 20;
/** What no setting of ClamAV lifts: one more byte and it answers OK. One byte of ours may go in front. */
const CLAMAV_CEILING_BYTES = 2_147_483_645 - 1;

/** The virus scanner on ClamAV's daemon, by its INSTREAM command: bytes are streamed, clamd reads no file of ours. */
export function createClamdScanner(options: ClamdOptions): VirusScanner {
  return {
    async state() {
      try {
        using clamd = await connectToClamd(
          options.address,
          Math.min(options.timeoutMs, STATE_TIMEOUT_MS),
          NEVER,
        );
        await clamd.write(Buffer.from('zVERSION\0'));
        const version = await clamd.reply();
        return version.startsWith('ClamAV ')
          ? { state: 'ready', version }
          : { state: 'unavailable', problem: `clamd answered ${JSON.stringify(version)}.` };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { state: 'unavailable', problem: `clamd does not answer: ${reason}` };
      }
    },
    async scan(bytes, sizeBytes, signal) {
      const maxBytes = Math.min(options.maxFileBytes, CLAMAV_CEILING_BYTES);
      if (sizeBytes > maxBytes)
        return {
          verdict: 'unscannable',
          problem: `larger than ${maxBytes} bytes, which is all that is scanned`,
        };
      if (signal.aborted) throw new AudioFailure('stopped');
      using clamd = await connectToClamd(options.address, options.timeoutMs, signal);
      return await scanStream(clamd, bytes, sizeBytes); // awaited, or the connection would be closed at once
    },
  };
}

/** What `isIgnoredByClamav` looks at. */
const HEAD_BYTES = 4;

/** A daemon that lives says its version at once; whoever asks does not wait for one that hangs. */
const STATE_TIMEOUT_MS = 3_000;

const NEVER = new AbortController().signal;

/** https://docs.clamav.net/manual/Usage/Scanning.html#clamd : chunks with their length in front, the last one empty. */
async function scanStream(
  clamd: ClamdConversation,
  bytes: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): Promise<ScanVerdict> {
  await clamd.write(Buffer.from('zINSTREAM\0'));
  let sent = 0;
  for await (const piece of withWholeHead(bytes)) {
    if (sent === 0 && isIgnoredByClamav(piece)) await clamd.write(chunk(Buffer.from([0])));
    sent += piece.length;
    await clamd.write(chunk(piece));
    if (clamd.hasReplied) break; // it has seen enough: of this file, or of its size
  }
  if (!clamd.hasReplied) {
    if (sent !== sizeBytes) throw new ScannerUnavailable(`${sent} bytes of ${sizeBytes} came to be scanned`);
    await clamd.write(Buffer.alloc(4));
  }
  const verdict = verdictOf(await clamd.reply());
  if (verdict.verdict === 'clean' && sent !== sizeBytes)
    throw new ScannerUnavailable('clamd answered before it had all bytes');
  return verdict;
}

/** The same bytes; the first piece is long enough to tell what they are. An empty chunk would end the stream. */
async function* withWholeHead(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let isHeadSent = false;
  for await (const piece of bytes) {
    if (isHeadSent && piece.length > 0) yield piece;
    if (isHeadSent) continue;
    head = Buffer.concat([head, piece]);
    if (head.length < HEAD_BYTES) continue;
    isHeadSent = true;
    yield head;
  }
  if (!isHeadSent && head.length > 0) yield head;
}

function chunk(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
