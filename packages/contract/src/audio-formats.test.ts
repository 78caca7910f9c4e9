import { describe, expect, test } from 'vitest';
import { audioFormatOf } from './audio-formats.ts';

describe('the audio format of a file', () => {
  test.each([
    ['take.wav', 'audio/wav', 'audio/wav'],
    ['take.WAV', 'audio/x-wav', 'audio/wav'],
    ['take.wav', 'audio/vnd.wave', 'audio/wav'],
    ['take.aif', 'audio/x-aiff', 'audio/aiff'],
    ['take.flac', '', 'audio/flac'],
    ['take.mp3', 'application/octet-stream', 'audio/mpeg'],
    ['take.opus', 'audio/ogg; codecs=opus', 'audio/ogg'],
    ['take.m4a', 'audio/x-m4a', 'audio/mp4'],
    ['voice.webm', 'video/webm', 'audio/webm'],
  ])('of %s declared as %j is %s', (fileName, declared, contentType) => {
    expect(audioFormatOf(fileName, declared)?.contentType).toBe(contentType);
  });

  test.each([
    ['take.wav', 'audio/mpeg'],
    ['take.exe', 'audio/wav'],
    ['take', 'audio/wav'],
    ['take.wav.exe', ''],
    ['page.html', 'text/html'],
    ['take.mp3', 'text/html'],
  ])('is none for %s declared as %j', (fileName, declared) => {
    expect(audioFormatOf(fileName, declared)).toBeNull();
  });
});
