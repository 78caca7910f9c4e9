import type { RangeSource } from '@dawg/audio/ports/header-reader';
import {
  MAX_CUES,
  MAX_DOCUMENT_LENGTH,
  type AudioTags,
  type BroadcastWave,
  type CueMarker,
} from '@dawg/audio/tags/audio-tags';
import { riffChunks, type RiffChunk } from './riff-chunks.ts';
import { plainText } from './plain-text.ts';

export type WaveMetadata = Pick<AudioTags, 'broadcast' | 'ixml' | 'cues'>;

/** What WAVs of studios and field recorders carry beside ordinary tags: `bext`, iXML, cue points with their labels. */
export async function waveMetadata(source: RangeSource): Promise<WaveMetadata> {
  const chunks = await riffChunks(source);
  const read = async (id: string) => {
    const chunk = chunks.find((candidate) => candidate.id === id);
    return chunk ? source.read(chunk.offsetBytes, Math.min(chunk.sizeBytes, MAX_DOCUMENT_LENGTH)) : null;
  };
  const [format, bext, ixml, cue] = [
    await read('fmt '),
    await read('bext'),
    await read('iXML'),
    await read('cue '),
  ];
  const sampleRateHz = format && format.length >= 8 ? viewOf(format).getUint32(4, true) : 0;
  const labels = cue ? await cueLabels(source, chunks) : new Map<number, string>();
  return {
    broadcast: bext && broadcastWave(bext),
    ixml: ixml && plainText(new TextDecoder().decode(ixml), MAX_DOCUMENT_LENGTH),
    cues: cue && sampleRateHz > 0 ? cueMarkers(cue, labels, sampleRateHz) : [],
  };
}

/** The `bext` chunk, EBU Tech 3285 version 2: fields of fixed length, texts filled up with zeros. */
function broadcastWave(bytes: Uint8Array): BroadcastWave | null {
  if (bytes.length < 602) return null;
  const field = (at: number, length: number) => latinText(bytes.subarray(at, at + length));
  return {
    description: field(0, 256),
    originator: field(256, 32),
    originatorReference: field(288, 32),
    originationDate: field(320, 10),
    originationTime: field(330, 8),
    timeReference: viewOf(bytes).getBigUint64(338, true).toString(),
    codingHistory: latinText(bytes.subarray(602)),
  };
}

/** The `cue ` chunk: a count, then 24 bytes a point, the last four its sample frame. */
function cueMarkers(
  bytes: Uint8Array,
  labels: ReadonlyMap<number, string>,
  sampleRateHz: number,
): CueMarker[] {
  const view = viewOf(bytes);
  const count = bytes.length < 4 ? 0 : Math.min(view.getUint32(0, true), MAX_CUES, (bytes.length - 4) / 24);
  return Array.from({ length: Math.floor(count) }, (_, point) => {
    const at = 4 + point * 24;
    const id = view.getUint32(at, true);
    return { id, label: labels.get(id) ?? '', seconds: view.getUint32(at + 20, true) / sampleRateHz };
  }).toSorted((a, b) => a.seconds - b.seconds);
}

/** `labl` within the list `adtl`: the id of a cue point and its name. */
async function cueLabels(source: RangeSource, chunks: readonly RiffChunk[]): Promise<Map<number, string>> {
  const labels = new Map<number, string>();
  for (const { id, offsetBytes, sizeBytes } of chunks) {
    if (id !== 'LIST') continue;
    const bytes = await source.read(offsetBytes, Math.min(sizeBytes, MAX_DOCUMENT_LENGTH));
    if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'adtl') continue;
    const view = viewOf(bytes);
    for (let at = 4; at + 12 <= bytes.length && labels.size < MAX_CUES;) {
      const size = view.getUint32(at + 4, true);
      if (String.fromCharCode(...bytes.subarray(at, at + 4)) === 'labl' && size > 4)
        labels.set(view.getUint32(at + 8, true), latinText(bytes.subarray(at + 12, at + 8 + size)));
      at += 8 + size + (size % 2);
    }
  }
  return labels;
}

/** UTF-8 where it is that, else Latin-1; up to the first zero. */
function latinText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const used = end < 0 ? bytes : bytes.subarray(0, end);
  const utf8 = new TextDecoder().decode(used);
  const text = utf8.includes('\ufffd') ? String.fromCharCode(...used) : utf8;
  return plainText(text, MAX_DOCUMENT_LENGTH);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
