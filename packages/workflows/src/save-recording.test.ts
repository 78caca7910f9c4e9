import { OWNER } from '@dawg/storage/testing/test-storage';
import { describe, expect, test } from 'vitest';
import { openWorld } from '../testing/open-world.ts';
import { saveRecording } from './save-recording.ts';

describe('a recording', () => {
  test('is stored as a WAV through an upload session, and charged by the byte', async () => {
    const world = openWorld();
    const channels = [new Float32Array(200_000).fill(0.5), new Float32Array(200_000).fill(-0.5)];
    const file = await saveRecording({
      ...world,
      channels,
      sampleRate: 48_000,
      fileName: 'Take 1.wav',
      projectId: 'project-456',
    });
    const sizeBytes = 44 + 200_000 * 2 * 3;
    expect(file).toMatchObject({
      fileName: 'Take 1.wav',
      projectId: 'project-456',
      sizeBytes,
      contentType: 'audio/wav',
    });
    expect(await world.ledger()).toEqual({ usedBytes: sizeBytes, reservedBytes: 0 });
    expect((await world.catalog.files.find(OWNER, file.id))?.storageKey).toMatch(/^recordings\//);
  });

  test('that is none leaves nothing', async () => {
    const world = openWorld();
    const call = async () => saveRecording({ ...world, channels: [], sampleRate: 48_000, fileName: 'a.wav' });
    await expect(call()).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await world.isEmpty()).toBe(true);
  });
});
