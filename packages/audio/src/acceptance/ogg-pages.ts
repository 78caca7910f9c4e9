/** The first packets that codecs of sound begin with. */
const CODECS = [
  ['\x01vorbis', 'vorbis'],
  ['OpusHead', 'opus'],
  ['\x7fFLAC', 'flac'],
  ['Speex   ', 'speex'],
] as const;

/** Logical streams of one file that are looked at. */
const MAX_STREAMS = 8;

/**
 * The codec of the first stream of sound in an Ogg file; null when its first pages begin none. The pages that begin
 * streams come before all others. RFC 3533, sections 4 and 6.
 */
export function oggCodecOf(head: Uint8Array): 'vorbis' | 'opus' | 'flac' | 'speex' | null {
  let at = 0;
  for (let streams = 0; streams < MAX_STREAMS; streams += 1) {
    const page = pageAt(head, at);
    if (!page?.isFirst) return null;
    const packet = String.fromCharCode(...head.subarray(page.body, page.body + 8));
    const codec = CODECS.find(([magic]) => packet.startsWith(magic));
    if (codec) return codec[1];
    at = page.end;
  }
  return null;
}

function pageAt(head: Uint8Array, at: number): { body: number; end: number; isFirst: boolean } | null {
  const magic = String.fromCharCode(...head.subarray(at, at + 4));
  if (magic !== 'OggS' || head[at + 4] !== 0) return null;
  const segments = head[at + 26];
  if (segments === undefined) return null;
  const body = at + 27 + segments;
  const length = head.subarray(at + 27, body).reduce((sum, lacing) => sum + lacing, 0);
  return { body, end: body + length, isFirst: ((head[at + 5] ?? 0) & 2) !== 0 };
}
