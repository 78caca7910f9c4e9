import { expect, test } from 'vitest';
import type { AudioDescription } from '../description/audio-description.ts';
import { needsPreview } from './needs-preview.ts';

const MP3: AudioDescription = {
  container: 'mp3',
  contentType: 'audio/mpeg',
  codec: 'mp3',
  isLossless: false,
  durationSeconds: 180,
  sampleFrames: 180 * 44_100,
  headerDurationSeconds: 180.05,
  sampleRateHz: 44_100,
  channels: 2,
  channelLayout: 'stereo',
  bitDepth: null,
  isFloat: false,
  bitRateBps: 192_000,
};

test.each([
  ['an MP3', {}, false],
  ['AAC in MP4', { container: 'mp4', codec: 'aac' }, false],
  ['an MP3 whose header has the duration wrong', { headerDurationSeconds: 240 }, true],
  ['an MP3 of which nobody knows the duration', { durationSeconds: null }, true],
  ['ALAC in MP4', { container: 'mp4', codec: 'alac' }, true],
  ['AAC of six channels', { container: 'mp4', codec: 'aac', channels: 6 }, true],
  ['a WAV', { container: 'wav', codec: 'pcm_s24le' }, true],
  ['an AIFF', { container: 'aiff', codec: 'pcm_s16be' }, true],
  ['an Ogg', { container: 'ogg', codec: 'vorbis' }, true],
])('whether %s is played by a preview', (_, facts, expected) => {
  expect(needsPreview({ ...MP3, ...facts })).toBe(expected);
});
