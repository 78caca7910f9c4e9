import { MAX_TAG_LENGTH, NO_TAGS, type AudioTags } from '@dawg/audio/tags/audio-tags';
import { parseFromTokenizer, selectCover, type IAudioMetadata } from 'music-metadata';
import type { RangeSource } from '@dawg/audio/ports/header-reader';
import { plainText } from './plain-text.ts';
import { RangeTokenizer } from './range-tokenizer.ts';

/** A cover larger than this is left out. */
const MAX_COVER_BYTES = 20 * 2 ** 20;
const MAX_GENRES = 16;

export interface ReadTags {
  readonly tags: AudioTags;
  readonly cover: Uint8Array | null;
  readonly durationSeconds: number | null;
}

/** Tags, cover and the header's duration, as music-metadata finds them. Throws what the source and the parser throw. */
export async function readTags(source: RangeSource): Promise<ReadTags> {
  const metadata = await parseFromTokenizer(new RangeTokenizer(source), {
    duration: false,
    mkvUseIndex: true, // else it reads a WebM to its end
  });
  const { common, format } = metadata;
  const picture = selectCover(common.picture)?.data;
  return {
    tags: {
      ...NO_TAGS,
      title: text(common.title),
      artist: text(common.artist),
      album: text(common.album),
      albumArtist: text(common.albumartist),
      composer: text(common.composer?.[0]),
      genre: (common.genre ?? [])
        .map(text)
        .filter((genre) => genre !== null)
        .slice(0, MAX_GENRES),
      year: whole(common.year),
      track: whole(common.track.no),
      disc: whole(common.disk.no),
      comment: text(common.comment?.[0]?.text),
      isrc: text(common.isrc?.[0]),
      bpm: bpmOf(metadata),
      key: text(nativeText(metadata, KEY_TAGS)),
    },
    cover: picture && picture.length <= MAX_COVER_BYTES ? picture : null,
    durationSeconds: format.duration && Number.isFinite(format.duration) ? format.duration : null,
  };
}

/** The names of one thing in ID3, Vorbis comments, APE, MP4, Matroska and RIFF. */
const BPM_TAGS = /^(TBPM|BPM|TXXX:BPM|tmpo|----:com\.apple\.iTunes:(BPM|TEMPO)|TEMPO|IBPM)$/i;
const KEY_TAGS =
  /^(TKEY|(INITIAL_?KEY|KEY)|TXXX:(INITIALKEY|KEY)|----:com\.apple\.iTunes:(initialkey|KEY))$/i;

/** From the tags as written: `common.bpm` has lost the decimals. The most exact of several. */
function bpmOf(metadata: IAudioMetadata): number | null {
  const candidates = nativeValues(metadata, BPM_TAGS)
    .map((value) => Number(String(value).replace(',', '.')))
    .filter((bpm) => bpm > 0 && bpm <= 1_000);
  return candidates.find((bpm) => !Number.isInteger(bpm)) ?? candidates[0] ?? null;
}

function nativeText(metadata: IAudioMetadata, names: RegExp): string | undefined {
  return nativeValues(metadata, names).find((value) => typeof value === 'string');
}

function nativeValues(metadata: IAudioMetadata, names: RegExp): unknown[] {
  return Object.values(metadata.native)
    .flat()
    .filter(({ id }) => names.test(id))
    .map(({ value }) => value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? plainText(value, MAX_TAG_LENGTH) || null : null;
}

function whole(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}
