import { PROJECT_FORMAT } from '@dawg/contract/audio-formats';
import { OWNER, pattern, STRANGER } from '@dawg/storage/testing/test-storage';
import { describe, expect, test } from 'vitest';
import { openWorld } from '../testing/open-world.ts';
import { createInProcessClient } from './in-process-client.ts';
import { exportProject } from './export-project.ts';
import { readProjectFile } from './project-file.ts';

const PROJECT = { id: 'project-456', name: 'Ünsung: a/b', data: { tempo: 120, tracks: [{ gain: 0.5 }] } };
const serverUrl = 'https://dawg.example';
type World = ReturnType<typeof openWorld>;

/** What the link of an export leads to. */
async function read(world: World, url: string) {
  const token = new URL(url).pathname.split('/').at(-1) ?? '';
  await world.storage.downloads.followLink({ token });
  const page = await world.storage.files.list({ owner: OWNER, contentType: PROJECT_FORMAT.contentType });
  const [file] = page.files;
  const record = await world.catalog.files.find(OWNER, file?.id ?? '');
  const range = { start: 0, end: record?.sizeBytes ?? 0 };
  const bytes = await world.store.readRange(record?.storageKey ?? '', range);
  return readProjectFile(new TextDecoder().decode(bytes ?? new Uint8Array()));
}

describe('an exported project', () => {
  test('is a file of its own kind, with references to the project’s audio and to no other', async () => {
    const world = openWorld();
    const kick = await world.upload(pattern(10), {
      fileName: 'kick.wav',
      folderPath: 'Album/Stems',
      projectId: PROJECT.id,
    });
    const mix = await world.upload(pattern(20), { projectId: PROJECT.id });
    await world.upload(pattern(30), { fileName: 'other.wav' });
    const trashed = await world.upload(pattern(40), { fileName: 'gone.wav', projectId: PROJECT.id });
    await world.storage.files.trash({ owner: OWNER, fileId: trashed.id });

    const exported = await exportProject({ ...world, project: PROJECT, serverUrl });
    expect(exported).toMatchObject({ expiresInSeconds: 3600, audioCount: 2 });
    expect(exported.url).toMatch(/^https:\/\/dawg\.example\/api\/storage\/link\/[\w-]+$/);
    expect(exported.file).toMatchObject({
      fileName: 'Ünsung: a_b.dawgproject',
      contentType: 'application/vnd.dawg.project+json',
      projectId: PROJECT.id,
    });
    expect((await world.catalog.files.find(OWNER, exported.file.id))?.storageKey).toMatch(/^projects\//);
    const content = await read(world, exported.url);
    expect(content).toMatchObject({ format: 'dawgproject', version: 1, project: PROJECT });
    expect(content.audio).toEqual([
      {
        fileId: kick.id,
        versionId: kick.versionId,
        path: 'Album/Stems/kick.wav',
        contentType: 'audio/wav',
        sizeBytes: 10,
        crc32: kick.checksum,
        durationSeconds: null,
      },
      expect.objectContaining({ fileId: mix.id, path: 'mix.wav' }),
    ]);
  });

  test('does not refer to exports before it, which it may replace, each kept as a version', async () => {
    const world = openWorld();
    await world.upload(pattern(20), { projectId: PROJECT.id });
    const first = await exportProject({ ...world, project: PROJECT, serverUrl });
    const second = await exportProject({ ...world, project: PROJECT, serverUrl, onConflict: 'replace' });
    expect(second).toMatchObject({ audioCount: 1, file: { id: first.file.id } });
    const versions = await world.storage.versions.list({ owner: OWNER, fileId: first.file.id });
    expect(versions).toHaveLength(1);
    expect((await exportProject({ ...world, project: PROJECT, serverUrl })).file.fileName).toBe(
      'Ünsung: a_b (2).dawgproject',
    );
  });

  test('refers to all files of a project of many pages', async () => {
    const world = openWorld();
    for (let take = 0; take < 205; take++)
      await world.upload(pattern(1), { fileName: `take ${take}.wav`, projectId: PROJECT.id });
    const { audioCount, url } = await exportProject({ ...world, project: PROJECT, serverUrl });
    expect(audioCount).toBe(205);
    expect(new Set((await read(world, url)).audio.map(({ fileId }) => fileId)).size).toBe(205);
  });

  test('of a stranger has nothing of the owner’s in it', async () => {
    const world = openWorld();
    await world.upload(pattern(20), { projectId: PROJECT.id });
    const client = createInProcessClient(world.storage, { owner: STRANGER });
    const { file, audioCount } = await exportProject({ ...world, client, project: PROJECT, serverUrl });
    expect(audioCount).toBe(0);
    expect(await world.storage.files.list({ owner: STRANGER })).toMatchObject({ files: [{ id: file.id }] });
  });

  test('that does not fit leaves nothing', async () => {
    const world = openWorld();
    world.catalog.setQuota(OWNER, 100);
    const call = exportProject({ ...world, project: PROJECT, serverUrl });
    await expect(call).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(await world.isEmpty()).toBe(true);
  });
});

test.each([
  ['{', 'not JSON'],
  ['{}', 'format'],
  [JSON.stringify({ format: 'dawgproject', version: 2 }), 'version'],
  [
    JSON.stringify({ format: 'dawgproject', version: 1, exportedAt: 'now', project: PROJECT, audio: [] }),
    'exportedAt',
  ],
])('a reader refuses %s', (text, problem) => expect(() => readProjectFile(text)).toThrow(problem));
