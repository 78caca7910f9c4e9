import { expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern, STRANGER } from '../../testing/test-storage.ts';

test('the places that are taken are found by their cleaned names, in any case', async () => {
  const { storage, upload } = createTestStorage();
  await upload(pattern(1), { folderPath: 'Album/Stems', fileName: 'kick.wav' });
  await upload(pattern(2), { fileName: 'mix.wav' });
  const places = [
    { folderPath: '', fileName: 'kick.wav' },
    { folderPath: '/album\\STEMS/', fileName: 'Kick.WAV' },
    { folderPath: '..', fileName: 'mix.wav' },
    { folderPath: 'Album', fileName: 'mix.wav' },
    { folderPath: 'Album/Stems', fileName: 'kick.wav' },
  ];
  expect(await storage.files.findTaken({ owner: OWNER, places })).toEqual({ taken: [1, 2, 4] });
  expect(await storage.files.findTaken({ owner: STRANGER, places })).toEqual({ taken: [] });
});

test('a place where nothing could be stored is not taken', async () => {
  const { storage } = createTestStorage();
  const places = [
    { folderPath: '', fileName: '..' },
    { folderPath: 'deep/'.repeat(1000), fileName: 'mix.wav' },
  ];
  expect(await storage.files.findTaken({ owner: OWNER, places })).toEqual({ taken: [] });
});

test('a place is free again when its file is in the trash', async () => {
  const { storage, upload } = createTestStorage();
  const { id: fileId } = await upload(pattern(1));
  const places = [{ folderPath: '', fileName: 'mix.wav' }];
  expect(await storage.files.findTaken({ owner: OWNER, places })).toEqual({ taken: [0] });
  await storage.files.trash({ owner: OWNER, fileId });
  expect(await storage.files.findTaken({ owner: OWNER, places })).toEqual({ taken: [] });
});
