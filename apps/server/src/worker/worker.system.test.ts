import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { CompletedUpload, CreatedUpload, FilePage, StoredFile } from '@dawg/contract/wire';
import type { CoverUrl, FileAudio, Playback, RejectedFile } from '@dawg/contract/wire-audio';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

const directory = mkdtempSync(join(tmpdir(), 'dawg-worker-'));
const WAIT = { timeout: 30_000, interval: 100 };

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('what is stored is looked at', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ worker: 'inside' });
    await server.createOwner();
  }, 60_000);
  afterAll(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  const answerOf = async <Answer>(response: Response): Promise<Answer> => {
    const body = (await response.json()) as { result?: { data: Answer } };
    if (!body.result) throw new Error(JSON.stringify(body));
    return body.result.data;
  };
  const query = async <Answer>(path: string, input?: unknown) =>
    answerOf<Answer>(await server.query(path, input));
  const mutate = async <Answer>(path: string, input: unknown) =>
    answerOf<Answer>(await server.mutate(path, input));
  const upload = async (fileName: string, contentType: string, bytes: Uint8Array): Promise<StoredFile> => {
    const checksum = encodeCrc32(crc32(bytes));
    const created = await mutate<CreatedUpload>('uploads.create', {
      idempotencyKey: randomUUID(),
      fileName,
      contentType,
      sizeBytes: bytes.length,
      onConflict: 'replace',
      parts: [{ partNumber: 1, checksum }],
    });
    if (created.kind !== 'session') throw new Error(created.kind);
    const [part] = created.signed;
    const sent = await fetch(part?.url ?? '', {
      method: 'PUT',
      headers: part?.headers ?? {},
      body: Buffer.from(bytes),
    });
    if (!sent.ok) throw new Error(await sent.text());
    const sessionId = created.session.id;
    const completed = await mutate<CompletedUpload>('uploads.complete', { sessionId, checksum });
    if (completed.kind !== 'stored') throw new Error(completed.kind);
    return completed.file;
  };
  /** Two seconds of a tone, as FFmpeg writes them. */
  const tone = (fileName: string, ...coding: string[]): Buffer => {
    const path = join(directory, fileName);
    const source = ['-f', 'lavfi', '-i', 'sine=440:duration=2:sample_rate=48000'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, ...coding, path]);
    return readFileSync(path);
  };
  const audioOf = ({ id }: StoredFile) => query<FileAudio>('audio.get', { fileId: id });
  const stateOf = async (file: StoredFile) => (await audioOf(file)).state;
  const list = async () => (await query<FilePage>('files.list', {})).files;
  const usedBytes = async () => (await query<{ usedBytes: number }>('quota.get')).usedBytes;

  test('a WAV is described, drawn and measured, and is played from a preview', async () => {
    const bytes = tone('tone.wav', '-c:a', 'pcm_s24le', '-ac', '2');
    const stored = await upload('tone.wav', 'audio/wav', bytes);
    await expect.poll(() => stateOf(stored), WAIT).toBe('ready');
    const { facts } = await audioOf(stored);
    expect(facts?.description).toMatchObject({
      codec: 'pcm_s24le',
      durationSeconds: 2,
      sampleRateHz: 48_000,
      channels: 2,
      bitDepth: 24,
    });
    expect(facts?.loudness.integratedLufs).toBeLessThan(-10);
    const listed = (await list()).find(({ id }) => id === stored.id);
    expect(listed).toMatchObject({ durationSeconds: 2, audio: { state: 'ready' } });
    expect(Buffer.from(listed?.audio?.waveform ?? '', 'base64')).toHaveLength(120);
    const playback = await mutate<Playback>('audio.playbackUrl', { fileId: stored.id });
    expect(playback).toMatchObject({ isPreview: true, contentType: 'audio/mpeg' });
    const played = await fetch(playback.url, { headers: { range: 'bytes=0-99' } });
    expect(played.status).toBe(206);
    expect(played.headers.get('content-type')).toBe('audio/mpeg');
    expect(await usedBytes()).toBe(bytes.length);
  });

  test('an MP3 is played itself', async () => {
    const stored = await upload('tone.mp3', 'audio/mpeg', tone('tone.mp3', '-b:a', '128k'));
    await expect.poll(() => stateOf(stored), WAIT).toBe('ready');
    expect(await mutate<Playback>('audio.playbackUrl', { fileId: stored.id })).toMatchObject({
      isPreview: false,
    });
  });

  test('the cover inside a file is shown as a picture of ours', async () => {
    const cover = join(directory, 'cover.png');
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=64x64',
      '-frames:v',
      '1',
      cover,
    ]);
    const coding = ['-i', cover, '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-id3v2_version', '3'];
    const stored = await upload('covered.mp3', 'audio/mpeg', tone('covered.mp3', ...coding));
    await expect.poll(() => stateOf(stored), WAIT).toBe('ready');
    expect(await audioOf(stored)).toMatchObject({ hasCover: true });
    const { url } = await mutate<CoverUrl>('audio.coverUrl', { fileId: stored.id });
    const shown = await fetch(url);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await shown.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  test('what only has the name of audio goes, its space is given back, and its owner is told why', async () => {
    const before = await usedBytes();
    const text = await upload('notes.wav', 'audio/wav', Buffer.from('Call the drummer about Tuesday.\n'));
    await expect.poll(async () => (await list()).map(({ id }) => id), WAIT).not.toContain(text.id);
    await expect.poll(usedBytes, WAIT).toBe(before);
    const [rejected] = await query<RejectedFile[]>('audio.rejected');
    expect(rejected).toMatchObject({ fileName: 'notes.wav', code: 'not-audio' });
    expect(rejected?.reason).toMatch(/^This is not an audio file/);
    await mutate('audio.dismissRejected', { ids: [rejected?.id] });
    expect(await query('audio.rejected')).toEqual([]);
  });

  test('where it took the place of a file, that file is there again', async () => {
    const take = await upload('take.flac', 'audio/flac', tone('take.flac'));
    await expect.poll(() => stateOf(take), WAIT).toBe('ready');
    const replaced = await upload('take.flac', 'audio/flac', Buffer.from('fLaC, says the file, and lies.'));
    expect(replaced.id).toBe(take.id);
    await expect
      .poll(async () => (await list()).find(({ id }) => id === take.id)?.versionId, WAIT)
      .toBe(take.versionId);
  });
});
