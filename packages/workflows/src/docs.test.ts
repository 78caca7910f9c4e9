import { createCaller } from '@dawg/api/app-router';
import { OWNER, pattern } from '@dawg/storage/testing/test-storage';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { compileFunction } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld } from '../testing/open-world.ts';
import { startTlsServer, type TlsServer } from '../testing/tls-server.ts';
import { exportProject } from './export-project.ts';
import { createInProcessClient } from './in-process-client.ts';
import { readProjectFile } from './project-file.ts';
import { saveRecording } from './save-recording.ts';
import { storeGeneratedAudio } from './store-generated-audio.ts';

const DOCS = readFileSync(new URL('../../../docs/for-other-workspaces.md', import.meta.url), 'utf8');
const SNIPPETS = [...DOCS.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
const IMPORT = /^import \{ (\w+) \} from '([^']+)';$/gm;

let server: TlsServer;
beforeAll(async () => {
  server = await startTlsServer();
  server.answers.set('/song.mp3', (_request, answer) => answer.end('generated'));
});
afterAll(() => server.close());

/** What the docs import, on a store that is in memory and a generator that is on loopback. */
function modulesOf({ putPart }: ReturnType<typeof openWorld>): Readonly<Record<string, unknown>> {
  const onLoopback = { putPart, ca: server.ca, isAllowed: () => true };
  return {
    '@dawg/workflows/in-process-client': { createInProcessClient },
    '@dawg/workflows/save-recording': {
      saveRecording: (options: Parameters<typeof saveRecording>[0]) => saveRecording({ ...options, putPart }),
    },
    '@dawg/workflows/store-generated-audio': {
      storeGeneratedAudio: (options: Parameters<typeof storeGeneratedAudio>[0]) =>
        storeGeneratedAudio({ ...options, ...onLoopback }),
    },
    '@dawg/workflows/export-project': {
      exportProject: (options: Parameters<typeof exportProject>[0]) => exportProject({ ...options, putPart }),
    },
    '@dawg/workflows/project-file': { readProjectFile },
  };
}

test('what the docs say to other workspaces does what they say, from the first line to the last', async () => {
  const world = openWorld();
  const { id: fileId } = await world.upload(pattern(10), { projectId: 'project-456' });
  const told: unknown[] = [];
  const modules = modulesOf(world);
  const content = { format: 'dawgproject', version: 1, exportedAt: '2026-03-01T12:00:00Z', audio: [] };
  const given = {
    modules,
    storage: world.storage,
    user: { id: OWNER },
    createCaller,
    fileId,
    left: new Float32Array(100),
    right: new Float32Array(100),
    url: `https://localhost:${server.port}/song.mp3`,
    text: JSON.stringify({ ...content, project: { id: 'p', name: 'Song', data: null } }),
    console: { log: (...values: unknown[]) => told.push(...values) },
  };
  for (const [, name = '', path = ''] of DOCS.matchAll(IMPORT))
    expect(Object.keys(modules[path] ?? {}), `${path} is imported by the docs`).toContain(name);
  // The trash comes last here: the snippets after it want the file.
  const inOrder = SNIPPETS.toSorted((a, b) => Number(a.includes('trash(')) - Number(b.includes('trash(')));
  const code = inOrder.join('\n').replaceAll(IMPORT, `const { $1 } = modules['$2'];`);
  const last = `return { page, exported, project, publicUrl, link };`;
  const run = compileFunction(
    `return (async () => {${stripTypeScriptTypes(code)}\n${last}})()`,
    Object.keys(given),
  ) as unknown as (...values: unknown[]) => Promise<unknown>;

  expect(await run(...Object.values(given))).toMatchObject({
    page: { files: [{ id: fileId }] },
    exported: {
      audioCount: 2,
      url: expect.stringMatching(/^https:\/\/storage\.example\.com\/api\/storage\/link\//),
    },
    project: { name: 'Song' },
    publicUrl: expect.stringContaining('/public/'),
    link: { url: expect.stringContaining('/link/'), expiresInSeconds: 3600 },
  });
  expect(told).toEqual([expect.stringContaining('/link/'), 2]);
  const { files } = await world.storage.files.list({ owner: OWNER, sort: 'fileName' });
  expect(files.map(({ fileName }) => fileName)).toEqual([
    'generated-audio.mp3',
    'Night Drive.dawgproject',
    'Take 1.wav',
  ]);
  expect(files[0]).toMatchObject({ tags: ['generated'], metadata: { provider: 'suno' } });
});
