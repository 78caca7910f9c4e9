import { someFacts } from '@dawg/storage/testing/audio-facts';
import { createTestStorage, OWNER, pattern, STRANGER } from '@dawg/storage/testing/test-storage';
import { describe, expect, test } from 'vitest';
import {
  AUTHORISATION_MATRIX,
  VERSION_OF,
  type Actor,
  type Resource,
} from '../testing/authorisation-matrix.ts';
import { appRouter, createCaller } from './app-router.ts';
import { storageErrorOf } from './wire-error.ts';
import { TRPCError } from '@trpc/server';

const PRINCIPALS: Readonly<Record<Actor, string | null>> = {
  anonymous: null,
  owner: OWNER,
  stranger: STRANGER,
};
const ABSENT_ID = '00000000-0000-4000-8000-000000000000';

type TestStorage = ReturnType<typeof createTestStorage>;

describe('the authorisation matrix', () => {
  test('has a row for every procedure, and no other', () => {
    expect(Object.keys(AUTHORISATION_MATRIX).toSorted()).toEqual(
      Object.keys(appRouter._def.procedures).toSorted(),
    );
  });

  for (const [path, row] of Object.entries(AUTHORISATION_MATRIX)) {
    for (const [actor, verdict] of Object.entries(row.verdicts)) {
      test(`${path} by ${actor} on ${row.resource} is ${verdict}`, async () => {
        const world = createTestStorage();
        const id = await makeResource(world, row.resource);
        const before = await everythingOf(world);
        const outcome = await call(world, PRINCIPALS[actor as Actor], path, row.input(id));
        expect(outcome).toBe(verdict);
        if (verdict !== 'allowed') expect(await everythingOf(world)).toEqual(before);
      });
    }

    if (path.startsWith('manyFiles.')) {
      test(`${path} by stranger changes nothing and finds nothing`, async () => {
        const world = createTestStorage();
        const id = await makeResource(world, row.resource);
        const before = await everythingOf(world);
        const answer = await invoke(world, STRANGER, path, row.input(id));
        expect(answer).toEqual({ results: [{ fileId: id, error: 'file-not-found' }] });
        expect(await everythingOf(world)).toEqual(before);
      });
    }

    if (Object.values(row.verdicts).some((verdict) => verdict.endsWith('not-found'))) {
      test(`${path} answers a foreign id exactly as one that does not exist`, async () => {
        const world = createTestStorage();
        const id = await makeResource(world, row.resource);
        const foreign = await refusal(world, path, row.input(id));
        const absent = await refusal(world, path, row.input(ABSENT_ID));
        expect(foreign).toEqual(absent);
      });
    }
  }
});

async function makeResource(
  { create, upload, storage, catalog }: TestStorage,
  resource: Resource,
): Promise<string> {
  if (resource === 'none') return crypto.randomUUID();
  if (resource === 'open upload') return (await create(pattern(10))).id;
  if (resource === 'active folder' || resource === 'trashed folder') {
    const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
    if (resource === 'trashed folder') await storage.folders.trash({ owner: OWNER, folderId });
    return folderId;
  }
  const file = await upload(pattern(10));
  if (resource === 'file with a cover') {
    const found = { state: 'ready', facts: someFacts(), waveform: pattern(2), artefacts: ['cover'] } as const;
    await catalog.analyses.record(file.versionId, found);
  }
  if (resource === 'rejected file') {
    const rejection = { id: crypto.randomUUID(), code: 'not-audio', reason: 'A picture.', at: new Date() };
    await catalog.analyses.reject(file.versionId, rejection);
    return rejection.id;
  }
  if (resource === 'file with a version') {
    VERSION_OF.set(file.id, file.versionId);
    await upload(pattern(11), { onConflict: 'replace' });
  }
  if (resource === 'trashed file') await storage.files.trash({ owner: OWNER, fileId: file.id });
  return file.id;
}

async function call(world: TestStorage, owner: string | null, path: string, input: unknown): Promise<string> {
  try {
    await invoke(world, owner, path, input);
    return 'allowed';
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return storageErrorOf(error).code;
  }
}

async function refusal(world: TestStorage, path: string, input: unknown) {
  try {
    await invoke(world, STRANGER, path, input);
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { code: error.code, message: error.message, details: storageErrorOf(error).details };
  }
  throw new Error('was allowed');
}

/** Calls a procedure by its path, as a request does. */
async function invoke(
  { storage }: TestStorage,
  owner: string | null,
  path: string,
  input: unknown,
): Promise<unknown> {
  const caller = createCaller({ storage, principal: async () => owner, requestId: 'test' });
  const procedure = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  return (procedure as (input: unknown) => Promise<unknown>)(input);
}

/** All that a denied call must leave as it was. */
async function everythingOf({ storage, store, catalog }: TestStorage) {
  const both = await Promise.all(
    [OWNER, STRANGER].map(async (owner) => ({
      quota: await catalog.quotas.get(owner),
      files: await storage.files.list({ owner }),
      trash: await storage.files.list({ owner, trashed: true }),
      uploads: await storage.uploads.list({ owner }),
      folders: await storage.folders.list({ owner }),
      rejected: await storage.audio.listRejected({ owner }),
      trashedFolders: await storage.folders.list({ owner, trashed: true }),
    })),
  );
  return { both, store: store.keysHeld() };
}
