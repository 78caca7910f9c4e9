import type { UploadSession } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { leftOverSessions } from './left-over-sessions.ts';

const session = (id: string, fileName: string, sizeBytes = 10): UploadSession => ({
  id,
  state: 'uploading',
  fileName,
  folderId: null,
  folderPath: '',
  onConflict: 'keep-both',
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

test('a session that the tray works on is not left over', () => {
  const sessions = [session('1', 'kick.wav'), session('2', 'snare.wav')];
  expect(idsOf(leftOverSessions(sessions, [{ sessionId: '1' }, { sessionId: null }]))).toEqual(['2']);
});

test('a session of the same name from another device is left over', () => {
  const sessions = [session('1', 'kick.wav'), session('2', 'kick.wav')];
  expect(idsOf(leftOverSessions(sessions, [{ sessionId: '1' }]))).toEqual(['2']);
});

test('a stream that somebody sends is nothing that a file would continue', () => {
  expect(leftOverSessions([{ ...session('1', 'take.wav'), isCeiling: true }], [])).toEqual([]);
});
