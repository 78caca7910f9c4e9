import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import { audioTags } from '@dawg/audio/tags/audio-tags';
import { describe, expect, test } from 'vitest';
import { workWith } from '../../testing/audio-bench.ts';
import { broadcastWav, id3Tag, mpegFrames, textFrame, pictureFrame } from '../../testing/handmade-headers.ts';
import { createHeaderReader } from './header-reader.ts';

const reader = createHeaderReader();
const work = workWith();

function read(bytes: Uint8Array, given = work) {
  return reader.readRanges(sourceOf(bytes), given);
}

function sourceOf(bytes: Uint8Array) {
  return {
    sizeBytes: bytes.length,
    read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
}

describe('the header of a file', () => {
  test('says title, key, tempo with its decimals, and the cover', async () => {
    const picture = Buffer.from('\xff\xd8\xff\xe0picture', 'latin1');
    const frames = [
      textFrame('TIT2', 'Night\u0007 Drive\u202e'),
      textFrame('TBPM', '127.5'),
      textFrame('TKEY', 'F#m'),
      textFrame('TCON', 'House'),
      pictureFrame(picture),
    ];
    const header = await read(Buffer.concat([id3Tag(...frames), mpegFrames(40)]));
    expect(header.sniffed).toEqual({ container: 'mp3' });
    expect(audioTags.parse(header.tags)).toMatchObject({
      title: 'Night  Drive',
      bpm: 127.5,
      key: 'F#m',
      genre: ['House'],
      isIncomplete: false,
    });
    expect(Buffer.from(header.cover?.bytes ?? [])).toEqual(picture);
  });

  test('says what a field recorder wrote', async () => {
    const header = await read(broadcastWav());
    expect(header.sniffed).toEqual({ container: 'wav' });
    expect(header.tags.broadcast).toEqual({
      description: 'Scene 12, take 3',
      originator: 'Recorder',
      originatorReference: 'REF0001',
      originationDate: '2026-11-24',
      originationTime: '13:20:00',
      timeReference: '2116800000',
      codingHistory: 'A=PCM,F=48000,W=24,M=stereo',
    });
    expect(header.tags.ixml).toContain('<SCENE>12</SCENE>');
    expect(header.tags.cues).toEqual([
      { id: 2, label: 'Verse', seconds: 0.5 },
      { id: 1, label: 'Chorus', seconds: 1 },
    ]);
  });

  test.each([
    ['PK\x03\x04' + '\0'.repeat(26), 'a ZIP archive'],
    ['%PDF-1.7\n', 'a PDF document'],
    ['\x7fELF\x02\x01\x01' + '\0'.repeat(60), 'a program for Linux'],
    ['#EXTM3U\nhttp://example.org/a.mp3', 'a playlist'],
    ['GIF89a' + '\0'.repeat(60), 'a picture (GIF)'],
    ['caff\0\x01\0\0', 'Apple’s Core Audio (CAF)'],
    ['MThd\0\0\0\x06\0\x01\0\x01\0\x60', 'notes (MIDI), not sound'],
    ['just text', null],
    ['', null],
  ])('of bytes that are none, %j, names what they are: %s', async (bytes, found) => {
    const header = await read(Buffer.from(bytes, 'latin1'));
    expect(header.sniffed).toEqual({ container: null, found });
  });

  test('is read within its limits, and says what it left out', async () => {
    const huge = Buffer.concat([id3Tag(pictureFrame(Buffer.alloc(9 * 2 ** 20, 1))), mpegFrames(40)]);
    let readBytes = 0;
    const counted = {
      sizeBytes: huge.length,
      read: async (offset: number, length: number) => {
        readBytes += length;
        return huge.subarray(offset, offset + length);
      },
    };
    const header = await reader.readRanges(counted, work);
    expect(header.sniffed).toEqual({ container: 'mp3' });
    expect(header.tags.isIncomplete).toBe(true);
    expect(header.cover).toBeNull();
    expect(readBytes).toBeLessThanOrEqual(DEFAULT_LIMITS.maxHeaderBytes);
  });

  test('is not waited for when the caller has gone', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(read(mpegFrames(4), workWith({}, stop.signal))).rejects.toMatchObject({ code: 'stopped' });
  });

  test('is not made up when the source fails', async () => {
    const source = {
      sizeBytes: 500_000,
      read: async (offset: number) => {
        if (offset > 0) throw new Error('the store is gone');
        return Buffer.concat([id3Tag(textFrame('TIT2', 'x'.repeat(100_000)))]).subarray(0, 65_536);
      },
    };
    await expect(reader.readRanges(source, work)).rejects.toThrow('the store is gone');
  });
});
