import { deflateRawSync, gzipSync } from 'node:zlib';
import { id3Tag, mpegFrames, pictureFrame, textFrame } from './handmade-headers.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const zeros = (length: number) => Buffer.alloc(length);
/** The same each time, and no pattern that a decoder would take for a frame. */
const rubbish = (length: number) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * at * 31 + at * 7) & 0x7f));

/** What is no audio, whatever it is called. */
export const NOT_AUDIO: readonly (readonly [string, Buffer])[] = [
  ['nothing', zeros(0)],
  ['one byte', zeros(1)],
  ['zeros', zeros(100_000)],
  ['rubbish', rubbish(100_000)],
  ['a ZIP archive', zip('song.txt', latin('not a song'))],
  ['a ZIP bomb', zip('song.txt', zeros(50_000_000))],
  ['a gzip archive', gzipSync(zeros(1_000))],
  ['a 7-Zip archive', Buffer.concat([latin('7z\xbc\xaf\x27\x1c\0\x04'), zeros(200)])],
  ['a RAR archive', Buffer.concat([latin('Rar!\x1a\x07\x01\0'), zeros(200)])],
  ['a tar archive', Buffer.concat([latin('song.txt'), zeros(249), latin('ustar\x0000'), zeros(300)])],
  ['a PDF document', latin('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF')],
  ['a program for Linux', Buffer.concat([latin('\x7fELF\x02\x01\x01'), rubbish(5_000)])],
  ['a program for Windows', Buffer.concat([latin('MZ\x90\0'), rubbish(5_000)])],
  ['a program for macOS', Buffer.concat([latin('\xcf\xfa\xed\xfe'), rubbish(5_000)])],
  ['a script', latin('#!/bin/sh\nrm -rf /\n')],
  ['a page', latin('<!doctype html><script>alert(1)</script>')],
  ['a drawing', latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['XML', latin('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')],
  ['JSON', latin('{"audio":true}')],
  ['a database', Buffer.concat([latin('SQLite format 3\0'), zeros(4_000)])],
  ['a GIF', Buffer.concat([latin('GIF89a'), zeros(100)])],
  ['a bitmap', Buffer.concat([latin('BM'), zeros(100)])],
  ['an icon', Buffer.concat([latin('\0\0\x01\0\x01\0'), zeros(100)])],
  ['a MIDI file', latin('MThd\0\0\0\x06\0\x01\0\x01\0\x60MTrk\0\0\0\x04\0\xff\x2f\0')],
  ['a module', Buffer.concat([latin('Extended Module: '), zeros(300)])],
  ['FLAC and rubbish', Buffer.concat([latin('fLaC'), rubbish(50_000)])],
  ['a FLAC header and rubbish', Buffer.concat([latin('fLaC\x80\0\0\x22'), rubbish(50_000)])],
  ['Ogg and rubbish', Buffer.concat([latin('OggS'), rubbish(50_000)])],
  ['an Ogg page of Opus and rubbish', Buffer.concat([oggPage('OpusHead\x01\x02'), rubbish(50_000)])],
  ['RIFF and rubbish', Buffer.concat([latin('RIFF\xff\0\0\0WAVE'), rubbish(50_000)])],
  [
    'a WAV without sound',
    latin('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0data\0\0\0\0'),
  ],
  ['FORM and rubbish', Buffer.concat([latin('FORM\0\0\xff\xffAIFF'), rubbish(50_000)])],
  ['an MP4 box and rubbish', Buffer.concat([latin('\0\0\0\x14ftypM4A \0\0\0\0M4A '), rubbish(50_000)])],
  ['EBML and rubbish', Buffer.concat([latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm'), rubbish(50_000)])],
  ['a page in front of MP3', Buffer.concat([latin('<html><script>alert(1)</script>'), mpegFrames(100)])],
  ['an archive in front of MP3', Buffer.concat([zip('a', zeros(10)), mpegFrames(100)])],
  ['a program in front of MP3', Buffer.concat([latin('MZ\x90\0'), rubbish(400), mpegFrames(100)])],
  ['tags and nothing else', id3Tag(textFrame('TIT2', 'Song'), pictureFrame(zeros(1_000)))],
  ['tags and rubbish', Buffer.concat([id3Tag(textFrame('TIT2', 'Song')), rubbish(50_000)])],
  ['tags and an archive', Buffer.concat([id3Tag(textFrame('TIT2', 'Song')), zip('a', zeros(10))])],
  ['one frame and rubbish', Buffer.concat([mpegFrames(1), rubbish(50_000)])],
  ['Sony Wave64', Buffer.concat([latin('riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0'), zeros(500)])],
  ['Core Audio', Buffer.concat([latin('caff\0\x01\0\0desc'), zeros(500)])],
  ['Sun audio', Buffer.concat([latin('.snd\0\0\0\x18\0\0\0\x10\0\0\0\x01'), zeros(500)])],
  ['AMR', Buffer.concat([latin('#!AMR\n'), zeros(500)])],
];

/** Texts that make FFmpeg open other files and hosts. `CANARY_FILE` and `CANARY_URL` are put in. */
const PLAYLISTS: readonly (readonly [string, string])[] = [
  ['ffconcat of a file', "ffconcat version 1.0\nfile 'CANARY_FILE'\n"],
  ['ffconcat of a host', "ffconcat version 1.0\nfile 'CANARY_URL'\n"],
  ['HLS of a file', '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://CANARY_FILE\n#EXT-X-ENDLIST\n'],
  ['HLS of a host', '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nCANARY_URL\n#EXT-X-ENDLIST\n'],
  [
    'HLS with a key',
    '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-KEY:METHOD=AES-128,URI="CANARY_URL"\n#EXTINF:10,\nCANARY_URL\n#EXT-X-ENDLIST\n',
  ],
  ['HLS with variants', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nCANARY_URL\n'],
  [
    'HLS by concat',
    '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nconcat:CANARY_FILE|CANARY_FILE\n#EXT-X-ENDLIST\n',
  ],
  [
    'DASH',
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>CANARY_URL</BaseURL></Representation></AdaptationSet></Period></MPD>',
  ],
  ['SDP', 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio CANARY_PORT RTP/AVP 0\n'],
  ['a playlist', '[playlist]\nFile1=CANARY_URL\nNumberOfEntries=1\n'],
];

/** What such a text may hide behind. */
const FRONTS: readonly (readonly [string, Buffer])[] = [
  ['', zeros(0)],
  [' behind tags', id3Tag(textFrame('TIT2', 'Song'))],
  [' behind zeros', zeros(64)],
  [' behind a WAV header', latin('RIFF\xff\xff\0\0WAVEfmt ')],
];

/** 40 disguises of playlists. */
export function playlists(file: string, url: URL): readonly (readonly [string, Buffer])[] {
  return PLAYLISTS.flatMap(([name, text]) => {
    const aimed = text
      .replaceAll('CANARY_FILE', file)
      .replaceAll('CANARY_URL', url.href)
      .replaceAll('CANARY_PORT', url.port);
    return FRONTS.map(([where, front]) => [`${name}${where}`, Buffer.concat([front, latin(aimed)])] as const);
  });
}

/** Small files that claim, or turn into, very much. All but those marked have to end in a verdict of either kind. */
export const BOMBS: readonly (readonly [string, string, () => Buffer])[] = [
  [
    'a tag of 3.9 MB in 40,000 frames',
    'mp3',
    () =>
      Buffer.concat([
        id3Tag(...Array.from({ length: 40_000 }, (_, k) => textFrame('TXXX', `key${k}\0${'v'.repeat(30)}`))),
        mpegFrames(200),
      ]),
  ],
  [
    'a tag that claims 256 MB',
    'mp3',
    () => Buffer.concat([latin('ID3\x03\0\0\x7f\x7f\x7f\x7f'), mpegFrames(200)]),
  ],
  [
    'a cover that claims 200 MB',
    'mp3',
    () => Buffer.concat([id3Tag(claim(pictureFrame(zeros(100)), 200_000_000)), mpegFrames(200)]),
  ],
  [
    'a cover of 400 megapixels',
    'mp3',
    () => Buffer.concat([id3Tag(pictureFrame(hugePng(20_000))), mpegFrames(200)]),
  ],
  ['a WAV that claims 4 GB', 'wav', () => wav(2, 44_100, 0xffff_fff0, 1_000)],
  ['a WAV of 65,535 channels', 'wav', () => wav(65_535, 44_100, 1_000_000, 1_000_000)],
  ['a WAV of 4 GHz', 'wav', () => wav(1, 0xffff_ffff, 1_000_000, 1_000_000)],
  ['a WAV of 1 Hz', 'wav', () => wav(1, 1, 2_000_000, 2_000_000)],
  [
    'a WAV of 100,000 chunks',
    'wav',
    () =>
      Buffer.concat([
        wav(1, 44_100, 1_000, 1_000),
        ...Array.from({ length: 100_000 }, () => latin('junk\0\0\0\0')),
      ]),
  ],
  [
    'a FLAC that claims 2³⁶ samples',
    'flac',
    () =>
      Buffer.concat([
        latin('fLaC\x80\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0a\xc4\x42\xff\xff\xff\xff\xff'),
        zeros(16),
        rubbish(1_000),
      ]),
  ],
  [
    'Vorbis comments without end',
    'ogg',
    () =>
      Buffer.concat([
        oggPage('\x01vorbis\0\0\0\0\x02\x44\xac\0\0\0\0\0\0\0\xf4\x01\0\0\0\0\0\xb8\x01'),
        oggPage(`\x03vorbis\xff\xff\xff\x7f${'x'.repeat(200)}`, 0),
      ]),
  ],
  ['an MP4 that claims 2³² samples', 'm4a', () => mp4WithSamples(0xffff_ffff)],
  ['an MP4 of 20,000 boxes in each other', 'm4a', () => nestedBoxes(20_000)],
  [
    'a WebM of unknown length',
    'webm',
    () =>
      Buffer.concat([
        latin('\x1a\x45\xdf\xa3\x93\x42\x82\x84webm\x42\x87\x81\x04\x42\x85\x81\x02'),
        latin('\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff'),
        rubbish(100_000),
      ]),
  ],
];

function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, latin(name), packed]);
}

function oggPage(packet: string, flags = 2): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head[26] = Math.floor(packet.length / 255) + 1;
  const lacing = [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255];
  return Buffer.concat([head, Buffer.from(lacing), latin(packet)]);
}

function wav(channels: number, rate: number, claimed: number, actual: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(0xffff_fff0, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(Math.min(rate * 2, 0xffff_ffff), 28);
  head.writeUInt16LE((channels * 2) & 0xffff, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(claimed, 40);
  return Buffer.concat([head, rubbish(actual)]);
}

/** A frame of ID3 whose length says something else. */
function claim(frame: Buffer, length: number): Buffer {
  frame.writeUInt32BE(length, 4);
  return frame;
}

/** A header of so many pixels; what would follow is not there. */
function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    latin('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'),
    header,
    zeros(4),
    latin('\0\0\xff\xffIDAT'),
    zeros(65_535),
  ]);
}

function box(name: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function mp4WithSamples(count: number): Buffer {
  const counted = (before: number) => {
    const content = Buffer.alloc(before + 4 + 16);
    content.writeUInt32BE(count, before);
    return content;
  };
  const table = box(
    'stbl',
    box('stsd', zeros(8)),
    box('stsz', counted(8)),
    box('stts', counted(4)),
    box('stco', counted(4)),
  );
  const media = box(
    'mdia',
    box('mdhd', zeros(24)),
    box('hdlr', zeros(8), latin('soun'), zeros(12)),
    box('minf', table),
  );
  return Buffer.concat([
    box('ftyp', latin('M4A \0\0\0\0M4A ')),
    box('moov', box('trak', media)),
    box('mdat', zeros(1_000)),
  ]);
}

function nestedBoxes(depth: number): Buffer {
  const heads = Buffer.alloc(depth * 8);
  for (let level = 0; level < depth; level += 1) {
    heads.writeUInt32BE((depth - level) * 8, level * 8);
    heads.write(level === 0 ? 'moov' : 'udta', level * 8 + 4);
  }
  return Buffer.concat([box('ftyp', latin('M4A \0\0\0\0M4A ')), heads]);
}
