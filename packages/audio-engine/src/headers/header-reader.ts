import { sniffContainer } from '@dawg/audio/acceptance/sniff-container';
import { AudioFailure } from '@dawg/audio/audio-failure';
import type { Work } from '@dawg/audio/ports/audio-engine';
import type { HeaderFacts, HeaderReader, RangeSource } from '@dawg/audio/ports/header-reader';
import { NO_TAGS } from '@dawg/audio/tags/audio-tags';
import { nodeProgram } from '../child/node-program.ts';
import { startChild } from '../child/run-child.ts';
import { blockSource, HeaderTooLong, type BlockSource } from './block-source.ts';
import { withFileSource } from './file-source.ts';
import { headerMessage, type BytesMessage, type FoundHeader } from './header-messages.ts';

const HEADER_PROGRAM = new URL('header-program.ts', import.meta.url);
/** A tag of 3.9 MB takes three; what takes longer is no tag. */
const MAX_SECONDS = 20;
/** A tag can be made to take any time and any memory. */
const FILES_DOING: ReadonlySet<string> = new Set(['too-costly', 'timed-out', 'out-of-memory']);

/**
 * Reads headers in a process that is given the bytes it asks for and may open nothing itself. Which container it is, this
 * process looks at: a few comparisons in 64 KiB.
 */
export function createHeaderReader(): HeaderReader {
  return {
    readRanges: readHeader,
    readFile: (path, work) => withFileSource(path, (source) => readHeader(source, work)),
  };
}

async function readHeader(source: RangeSource, work: Work): Promise<HeaderFacts> {
  const blocks = blockSource(source, work.limits);
  const container = await sniffContainer(blocks).catch((error: unknown) => {
    if (error instanceof HeaderTooLong) return null; // tags without end, or so
    throw error;
  });
  const found = await askProgram(blocks, container ?? '', work);
  return {
    sniffed: container ? { container } : { container, found: found?.name ?? null },
    tags: found?.tags ?? { ...NO_TAGS, isIncomplete: true },
    cover: found?.cover ? { bytes: found.cover } : null,
    durationSeconds: found?.durationSeconds ?? null,
  };
}

/** What the program found; null when it took too much or crashed, which is the file's doing and no failure. */
async function askProgram(blocks: BlockSource, container: string, work: Work): Promise<FoundHeader | null> {
  const order = nodeProgram(HEADER_PROGRAM, work);
  const { process: child, ended } = startChild({
    ...order,
    parameters: [...order.parameters, String(blocks.sizeBytes), container],
    limits: { ...order.limits, cpuSeconds: Math.min(order.limits.cpuSeconds, MAX_SECONDS) },
    maxSeconds: Math.min(order.maxSeconds, MAX_SECONDS),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let found: FoundHeader | null = null;
  let failure: unknown;
  child.on('message', (message) => {
    const parsed = headerMessage.safeParse(message);
    if (!parsed.success) return;
    if ('found' in parsed.data) {
      found = parsed.data.found;
      return;
    }
    const { offset, length } = parsed.data.ask;
    void bytesFor(blocks, offset, length).then(
      (bytes) => child.connected && child.send({ bytes } satisfies BytesMessage, () => {}),
      (error: unknown) => {
        failure = error;
        child.kill('SIGKILL');
      },
    );
  });
  try {
    await ended;
  } catch (error) {
    if (failure !== undefined) throw failure;
    if (!(error instanceof AudioFailure) || !FILES_DOING.has(error.code)) throw error;
  }
  return found;
}

async function bytesFor(blocks: BlockSource, offset: number, length: number): Promise<Uint8Array | null> {
  try {
    return await blocks.read(offset, length);
  } catch (error) {
    if (error instanceof HeaderTooLong) return null;
    throw error;
  }
}
