// Run as a process of its own: `header-program.ts SIZE CONTAINER`, where CONTAINER is empty for bytes that are none. It asks
// for bytes by message and answers by message; it opens no file.
import { NO_TAGS } from '@dawg/audio/tags/audio-tags';
import type { RangeSource } from '@dawg/audio/ports/header-reader';
import { blockSource, HeaderTooLong } from './block-source.ts';
import { bytesMessage, type FoundHeader, type HeaderMessage } from './header-messages.ts';
import { nameContent } from './name-content.ts';
import { readTags } from './read-tags.ts';
import { waveMetadata } from './wave-metadata.ts';

const [size = '0', container = ''] = process.argv.slice(2);

const parent: RangeSource = {
  sizeBytes: Number(size),
  async read(offset, length) {
    const answer = new Promise((resolve) => process.once('message', resolve));
    send({ ask: { offset, length } });
    const { bytes } = bytesMessage.parse(await answer);
    if (bytes === null) throw new HeaderTooLong();
    return bytes;
  },
};
/** The parent counts; this one keeps what was read. */
const source = blockSource(parent, { maxHeaderBytes: Infinity, maxHeaderReads: Infinity });

send({ found: container === '' ? await nameOf() : await headerOf() });
process.disconnect();

async function nameOf(): Promise<FoundHeader> {
  const name = await nameContent(await source.read(0, 4_096)).catch(() => null);
  return { name, tags: NO_TAGS, cover: null, durationSeconds: null };
}

async function headerOf(): Promise<FoundHeader> {
  const isWave = ['wav', 'rf64', 'bw64'].includes(container);
  const read = await unlessBroken(() => readTags(source));
  const wave = isWave ? await unlessBroken(() => waveMetadata(source)) : {};
  const isIncomplete = read === null || wave === null;
  return {
    name: null,
    tags: { ...(read?.tags ?? NO_TAGS), ...wave, isIncomplete },
    cover: read?.cover ?? null,
    durationSeconds: read?.durationSeconds ?? null,
  };
}

/** Tags are a kindness: a file whose tags cannot be read is still a file. */
async function unlessBroken<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch {
    return null; // said by `isIncomplete`
  }
}

function send(message: HeaderMessage): void {
  process.send?.(message);
}
