import { createFfmpegEngine } from '@dawg/audio-engine/ffmpeg-engine';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeSound } from './describe-sound.ts';

const engineIn = (searchPath: string) =>
  createFfmpegEngine({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', searchPath });

test('an operator without FFmpeg is told what is missing and what to do', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'dawg-no-ffmpeg-'));
  expect(await describeSound({ worker: 'inside' }, engineIn(empty))).toEqual({
    state: 'missing',
    text: 'ffmpeg was not found. Install FFmpeg 5 or newer (Debian: apt-get install ffmpeg).',
  });
  rmdirSync(empty);
});

test('a server that leaves the work to others does not look for it', async () => {
  expect(await describeSound({ worker: 'off' }, engineIn('/nowhere'))).toMatchObject({ state: 'elsewhere' });
});
