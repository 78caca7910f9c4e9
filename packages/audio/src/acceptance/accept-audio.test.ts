import { describe, expect, test } from 'vitest';
import type { Probe, ProbedStream } from '../ports/audio-engine.ts';
import { agreedContainer, soundOf } from './accept-audio.ts';

const SOUND: ProbedStream = {
  kind: 'audio',
  codec: 'mp3',
  isPicture: false,
  sampleRateHz: 44_100,
  channels: 2,
  channelLayout: 'stereo',
  bitDepth: null,
  isFloat: false,
  bitRateBps: 128_000,
};
const PICTURE: ProbedStream = { ...SOUND, kind: 'video', codec: 'mjpeg', isPicture: true };
const PROBE: Probe = {
  formats: ['mp3'],
  score: 51,
  durationSeconds: 1,
  bitRateBps: null,
  streams: [SOUND],
};

describe('the container', () => {
  test.each([
    ['take.wav', '', 'rf64'],
    ['take.WAV', 'audio/x-wav', 'bw64'],
    ['take.aif', 'audio/x-aiff', 'aifc'],
    ['voice.weba', 'audio/webm', 'matroska'],
    ['take.mp4', 'video/mp4', 'mp4'],
    ['take.opus', 'application/octet-stream', 'ogg'],
  ] as const)('of %s declared as %j may be %s', (name, type, container) => {
    expect(agreedContainer({ container }, name, type)).toBe(container);
  });

  test('that another extension promises is refused with both names', () => {
    expect(agreedContainer({ container: 'flac' }, 'take.mp3', '')).toMatchObject({
      code: 'name-mismatch',
      details: { named: 'MP3', found: 'FLAC' },
      reason: expect.stringContaining('says MP3, but the content is FLAC'),
    });
  });

  test('that another declared type promises is refused', () => {
    expect(agreedContainer({ container: 'wav' }, 'take.wav', 'audio/mpeg')).toMatchObject({
      code: 'name-mismatch',
      details: { named: 'audio/mpeg', found: 'WAV' },
    });
  });

  test('that is none is refused by what it is', () => {
    expect(agreedContainer({ container: null, found: 'a ZIP archive' }, 'take.wav', '')).toMatchObject({
      code: 'not-audio',
      reason: expect.stringContaining('its content is a ZIP archive'),
    });
  });
});

describe('the sound of a container', () => {
  test('is its first stream of audio, beside a cover', () => {
    expect(soundOf('mp3', { ...PROBE, streams: [PICTURE, SOUND] })).toMatchObject({ codec: 'mp3' });
  });

  test.each([
    ['a probe that fails', null, 'broken'],
    ['a probe that guesses', { ...PROBE, score: 24 }, 'broken'],
    ['a probe of another family', { ...PROBE, formats: ['ogg'] }, 'broken'],
    ['a moving picture', { ...PROBE, streams: [SOUND, { ...PICTURE, isPicture: false }] }, 'has-video'],
    ['a cover alone', { ...PROBE, streams: [PICTURE] }, 'no-sound'],
    ['another codec', { ...PROBE, streams: [{ ...SOUND, codec: 'ac3' }] }, 'codec-not-allowed'],
    ['no sample rate', { ...PROBE, streams: [{ ...SOUND, sampleRateHz: null }] }, 'broken'],
  ] as const)('is refused for %s', (_, probe, code) => {
    expect(soundOf('mp3', probe)).toMatchObject({ verdict: 'rejected', code });
  });
});
