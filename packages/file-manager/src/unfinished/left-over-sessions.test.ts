import type { UploadSession } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { leftOverSessions } from './left-over-sessions.ts';

const session = (id: string, fileName: string, sizeBytes = 10): UploadSession => ({
  id,
  state: 'uploading',
  fileName,
  contentType: 'audio/wav',
  sizeBytes,
  partSizeBytes: 8_388_608,
  partCount: 1,
  lastModified: null,
  projectId: null,
  createdAt: '2026-11-24T00:00:00.000Z',
  expiresInSeconds: 3600,
});
const idsOf = (sessions: readonly UploadSession[]) => sessions.map(({ id }) => id);

test('a session whose file is in the tray is not left over', () => {
  const sessions = [session('1', 'kick.wav'), session('2', 'snare.wav')];
  expect(idsOf(leftOverSessions(sessions, [{ fileName: 'kick.wav', sizeBytes: 10 }]))).toEqual(['2']);
});

test('a file of the same name and another size is another file', () => {
  expect(
    idsOf(leftOverSessions([session('1', 'kick.wav')], [{ fileName: 'kick.wav', sizeBytes: 11 }])),
  ).toEqual(['1']);
});

test('one item stands for one of two equal sessions', () => {
  const sessions = [session('1', 'kick.wav'), session('2', 'kick.wav')];
  expect(leftOverSessions(sessions, [{ fileName: 'kick.wav', sizeBytes: 10 }])).toHaveLength(1);
});

test('a name the server cleaned still matches the file’s own', () => {
  const decomposed = 'cafe\u0301.wav';
  expect(
    leftOverSessions([session('1', 'caf\u00e9.wav')], [{ fileName: decomposed, sizeBytes: 10 }]),
  ).toEqual([]);
});
