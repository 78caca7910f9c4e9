/** The containers that can be told by their bytes and are stored; `rf64` and `bw64` are WAVs of more than 4 GiB. */
export type Container =
  'mp3' | 'wav' | 'rf64' | 'bw64' | 'aiff' | 'aifc' | 'flac' | 'ogg' | 'mp4' | 'webm' | 'matroska';

export interface ContainerFacts {
  /** What a person calls it. */
  readonly label: string;
  /** The format of the contract that its files are stored as. */
  readonly contentType: string;
  /** The one demuxer of FFmpeg that may read it, by the name that forces it. https://ffmpeg.org/ffmpeg-formats.html */
  readonly demuxer: string;
  /** What may be inside, by FFmpeg's names; a name that ends in `_` allows all that begin with it. */
  readonly codecs: readonly string[];
}

const WAV_CODECS = ['pcm_', 'adpcm_', 'gsm_ms', 'mp3'];
const AIFF_CODECS = ['pcm_', 'adpcm_ima_qt', 'gsm'];

export const CONTAINERS = {
  mp3: { label: 'MP3', contentType: 'audio/mpeg', demuxer: 'mp3', codecs: ['mp3', 'mp2', 'mp1'] },
  wav: { label: 'WAV', contentType: 'audio/wav', demuxer: 'wav', codecs: WAV_CODECS },
  rf64: { label: 'WAV (RF64)', contentType: 'audio/wav', demuxer: 'wav', codecs: WAV_CODECS },
  bw64: { label: 'WAV (BW64)', contentType: 'audio/wav', demuxer: 'wav', codecs: WAV_CODECS },
  aiff: { label: 'AIFF', contentType: 'audio/aiff', demuxer: 'aiff', codecs: AIFF_CODECS },
  aifc: { label: 'AIFF-C', contentType: 'audio/aiff', demuxer: 'aiff', codecs: AIFF_CODECS },
  flac: { label: 'FLAC', contentType: 'audio/flac', demuxer: 'flac', codecs: ['flac'] },
  ogg: {
    label: 'Ogg',
    contentType: 'audio/ogg',
    demuxer: 'ogg',
    codecs: ['vorbis', 'opus', 'flac', 'speex'],
  },
  mp4: {
    label: 'M4A',
    contentType: 'audio/mp4',
    demuxer: 'mp4',
    codecs: ['aac', 'alac', 'mp3', 'flac', 'opus'],
  },
  webm: { label: 'WebM', contentType: 'audio/webm', demuxer: 'matroska', codecs: ['opus', 'vorbis'] },
  // What recorders in browsers write under the name of WebM.
  matroska: { label: 'Matroska', contentType: 'audio/webm', demuxer: 'matroska', codecs: ['opus', 'vorbis'] },
} as const satisfies Record<Container, ContainerFacts>;

export function allowsCodec(container: Container, codec: string): boolean {
  const { codecs }: ContainerFacts = CONTAINERS[container];
  return codecs.some((allowed) => (allowed.endsWith('_') ? codec.startsWith(allowed) : codec === allowed));
}
