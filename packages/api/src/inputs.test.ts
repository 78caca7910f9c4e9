import { LARGEST_OBJECT_BYTES, MAX_NAMES_PER_CALL } from '@dawg/contract/limits';
import { expect, test } from 'vitest';
import {
  completeUploadInput,
  createUploadInput,
  fileInput,
  listFilesInput,
  takenPlacesInput,
} from './inputs.ts';

const place = { folderPath: 'Album', fileName: 'mix.wav' };
const places = (count: number) => ({ places: Array.from({ length: count }, () => place) });

test('one to a thousand places may be asked about in one call', () => {
  expect(takenPlacesInput.safeParse(places(1)).success).toBe(true);
  expect(takenPlacesInput.safeParse(places(MAX_NAMES_PER_CALL)).success).toBe(true);
  expect(takenPlacesInput.safeParse(places(0)).success).toBe(false);
  expect(takenPlacesInput.safeParse(places(MAX_NAMES_PER_CALL + 1)).success).toBe(false);
});

test('a place is its folder and its name, nothing less and nothing more', () => {
  for (const wrong of [{ fileName: 'a.wav' }, { folderPath: '' }, { ...place, owner: 'somebody' }]) {
    expect(takenPlacesInput.safeParse({ places: [wrong] }).success).toBe(false);
  }
});

test('an id in capital letters is the same id', () => {
  const fileId = crypto.randomUUID();
  expect(fileInput.parse({ fileId: fileId.toUpperCase() })).toEqual({ fileId });
});

test('a time is in the years that the database knows', () => {
  const from = (uploadedFrom: string) => listFilesInput.safeParse({ uploadedFrom }).success;
  expect(from('0001-01-01T00:00:00Z')).toBe(true);
  expect(from('9999-12-31T23:59:59Z')).toBe(true);
  for (const wrong of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+23:59']) expect(from(wrong)).toBe(false);
});

test('an upload may leave its folder out, and names it as text', () => {
  const upload = {
    idempotencyKey: 'k'.repeat(16),
    fileName: 'a.wav',
    sizeBytes: 1,
    contentType: 'audio/wav',
  };
  expect(createUploadInput.safeParse(upload).success).toBe(true);
  expect(createUploadInput.safeParse({ ...upload, folderPath: 'Album/Stems' }).success).toBe(true);
  expect(createUploadInput.safeParse({ ...upload, folderPath: ['Album'] }).success).toBe(false);
});

test('a ceiling is declared with true alone, and sizes are whole numbers of bytes', () => {
  const upload = { idempotencyKey: 'k'.repeat(16), fileName: 'a.wav', sizeBytes: 1, contentType: '' };
  expect(createUploadInput.safeParse({ ...upload, isCeiling: true }).success).toBe(true);
  expect(createUploadInput.safeParse({ ...upload, isCeiling: false }).success).toBe(false);
  const claim = { sessionId: crypto.randomUUID(), checksum: 'AAAAAA==' };
  expect(completeUploadInput.safeParse(claim).success).toBe(true);
  expect(completeUploadInput.safeParse({ ...claim, sizeBytes: 0 }).success).toBe(true);
  for (const sizeBytes of [-1, 0.5, '1', LARGEST_OBJECT_BYTES + 1])
    expect(completeUploadInput.safeParse({ ...claim, sizeBytes }).success).toBe(false);
});
