import { describe, expect, test } from 'vitest';
import type { RangeSource } from '../ports/header-reader.ts';
import { sniffContainer } from './sniff-container.ts';

describe('the container of bytes', () => {
  test.each([
    ['a WAV', riff('RIFF'), 'wav'],
    ['a WAV of more than 4 GiB', riff('RF64'), 'rf64'],
    ['a WAV of the ITU', riff('BW64'), 'bw64'],
    ['an AIFF', text('FORM\0\0\0\x40AIFFCOMM'), 'aiff'],
    ['an AIFF-C', text('FORM\0\0\0\x40AIFCFVER'), 'aifc'],
    ['a FLAC', flac(), 'flac'],
    ['a FLAC behind an ID3 tag', join(id3(300), flac()), 'flac'],
    ['an Ogg of Vorbis', oggPage('\x01vorbis'), 'ogg'],
    ['an Ogg of Opus', oggPage('OpusHead'), 'ogg'],
    ['an Ogg whose first stream is a skeleton', join(oggPage('fishead\0'), oggPage('OpusHead')), 'ogg'],
    ['an M4A', text('\0\0\0\x20ftypM4A \0\0\0\0'), 'mp4'],
    ['a WebM', ebml('webm'), 'webm'],
    ['a Matroska', ebml('matroska'), 'matroska'],
    ['an MP3', frames(4), 'mp3'],
    ['an MP3 of one frame', frames(1), 'mp3'],
    ['an MP3 behind an ID3 tag', join(id3(200), frames(4)), 'mp3'],
    ['an MP3 behind two ID3 tags', join(id3(200), id3(50), frames(4)), 'mp3'],
    ['an MP3 behind a tag that is larger than what is read at once', join(id3(3_900_000), frames(4)), 'mp3'],
    ['an MP3 behind an APE tag', join(ape(100), frames(4)), 'mp3'],
    ['an MP3 behind zeros', join(new Uint8Array(700), frames(4)), 'mp3'],
  ])('of %s is told', async (_, bytes, container) => {
    expect(await sniffContainer(source(bytes))).toBe(container);
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(100_000)],
    ['text', text('#EXTM3U\nhttp://example.org/\n')],
    ['four letters of FLAC', join(text('fLaC'), new Uint8Array(100).fill(7))],
    ['four letters of Ogg', join(text('OggS'), new Uint8Array(100).fill(7))],
    ['an Ogg of pictures', oggPage('\x80theora')],
    ['a RIFF of pictures', text('RIFF\0\0\0\x40AVI LIST')],
    ['an AVIF picture', text('\0\0\0\x20ftypavif\0\0\0\0')],
    ['a page in front of MP3 frames', join(text('<html><script>'), frames(40))],
    ['one frame and something else', join(frames(1), text('x'.repeat(2000)))],
    ['a tag that is longer than the file', join(id3(200).subarray(0, 100))],
    ['an EBML of another kind', ebml('archive')],
  ])('is none for %s', async (_, bytes) => {
    expect(await sniffContainer(source(bytes))).toBeNull();
  });
});

function source(bytes: Uint8Array): RangeSource {
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}

function text(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

function join(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces);
}

function riff(magic: string): Uint8Array {
  return text(`${magic}\x40\0\0\0WAVEfmt `);
}

function flac(): Uint8Array {
  return join(text('fLaC\0\0\0\x22'), new Uint8Array(34));
}

/** MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
function frames(count: number): Uint8Array {
  const frame = new Uint8Array(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return join(...Array.from({ length: count }, () => frame));
}

function id3(size: number): Uint8Array {
  const bytes = new Uint8Array(10 + size);
  bytes.set(text('ID3\x03\0\0'));
  bytes.set([(size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127], 6);
  return bytes;
}

function ape(size: number): Uint8Array {
  const bytes = new Uint8Array(32 + size);
  bytes.set(text('APETAGEX'));
  new DataView(bytes.buffer).setUint32(12, size, true);
  return bytes;
}

function oggPage(packet: string): Uint8Array {
  const head = new Uint8Array(28);
  head.set(text('OggS\0\x02'));
  head[26] = 1;
  head[27] = packet.length;
  return join(head, text(packet));
}

function ebml(kind: string): Uint8Array {
  return join(
    new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1]),
    new Uint8Array([0x42, 0x82, 0x80 | kind.length]),
    text(kind),
  );
}
