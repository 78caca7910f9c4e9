import { describe, expect, test } from 'vitest';
import { someFacts } from '../../testing/audio-facts.ts';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import type { BytesToAnalyse, Verdict } from '../ports/audio-analyst.ts';
import type { Inspector } from '../ports/inspector.ts';
import { artefactKey } from './artefact-key.ts';

const ACCEPTED: Verdict = {
  kind: 'accepted',
  facts: someFacts({ durationSeconds: 12 }),
  waveform: Uint8Array.from([1, 2, 3]),
  peaks: pattern(40),
  cover: null,
  preview: pattern(30, 2),
};
const REJECTED: Verdict = { kind: 'rejected', code: 'not-audio', reason: 'It is a picture.' };
const BYTES = pattern(5000);
const NEVER = new AbortController().signal;

/** Somebody who has made up their mind, and notes what they were given. */
function analystOf(verdict: Verdict | (() => Promise<Verdict>)) {
  const given: BytesToAnalyse[] = [];
  const inspector: Inspector = {
    scanner: async () => ({ kind: 'off' }),
    begin: (bytes) => ({
      scan: async () => ({ kind: 'unavailable' }),
      analyse: async () => {
        given.push(bytes);
        return typeof verdict === 'function' ? verdict() : verdict;
      },
      end: async () => {},
    }),
  };
  return { given, inspector };
}

function opened() {
  const test = createTestStorage();
  const analyse = (versionId: string, verdict: Parameters<typeof analystOf>[0]) =>
    test.storage.jobs.inspectVersion({ versionId, ...analystOf(verdict), signal: NEVER });
  const audioOf = (fileId: string) => test.storage.audio.get({ owner: OWNER, fileId });
  return { ...test, analyse, audioOf };
}

describe('the analysis of a version', () => {
  test('reads the bytes that were stored, any stretch of them', async () => {
    const { storage, upload } = opened();
    const { versionId } = await upload(BYTES);
    const { given, inspector } = analystOf(ACCEPTED);
    await storage.jobs.inspectVersion({ versionId, inspector, signal: NEVER });
    expect(given).toMatchObject([{ fileName: 'mix.wav', contentType: 'audio/wav', sizeBytes: 5000 }]);
    expect(await given[0]?.read(1000, 1004)).toEqual(BYTES.slice(1000, 1004));
  });

  test('describes what is audio, and stores what was made of it beside it, free of charge', async () => {
    const { analyse, audioOf, upload, store, ledger, storage } = opened();
    const file = await upload(BYTES);
    expect(file.audio).toEqual({ state: 'pending', waveform: null });
    expect(await audioOf(file.id)).toEqual({ state: 'pending', facts: null, hasCover: false });
    expect(await analyse(file.versionId, ACCEPTED)).toBe('ready');
    expect(await audioOf(file.id)).toEqual({
      state: 'ready',
      facts: someFacts({ durationSeconds: 12 }),
      hasCover: false,
    });
    expect(await storage.files.get({ owner: OWNER, fileId: file.id })).toMatchObject({
      durationSeconds: 12,
      audio: { state: 'ready', waveform: 'AQID' },
    });
    const peaks = await store.readRange(artefactKey(file.versionId, 'peaks'), { start: 0, end: 40 });
    expect(peaks).toEqual(pattern(40));
    expect(await ledger()).toEqual({ usedBytes: 5000, reservedBytes: 0 });
  });

  test('is told of an earlier version too, which is played from its own bytes', async () => {
    const { analyse, upload, storage, store } = opened();
    const first = await upload(BYTES);
    await analyse(first.versionId, ACCEPTED);
    const second = await upload(pattern(700, 2), { onConflict: 'replace' });
    const earlier = { owner: OWNER, fileId: first.id, versionId: first.versionId };
    expect(await storage.audio.get(earlier)).toMatchObject({ state: 'ready' });
    expect(await storage.audio.get({ ...earlier, versionId: second.versionId })).toMatchObject({
      state: 'pending',
    });
    const { url } = await storage.audio.createPlaybackUrl({ ...earlier, versionId: second.versionId });
    expect(store.serveDownload(url)?.bytes).toEqual(pattern(700, 2));
    const other = await upload(BYTES, { fileName: 'other.wav' });
    for (const versionId of [other.versionId, crypto.randomUUID()]) {
      const wrong = { ...earlier, versionId };
      await expect(storage.audio.get(wrong)).rejects.toMatchObject({ code: 'version-not-found' });
      await expect(storage.audio.createPlaybackUrl(wrong)).rejects.toMatchObject({
        code: 'version-not-found',
      });
    }
  });

  test('is not repeated once it is known', async () => {
    const { analyse, upload } = opened();
    const { versionId } = await upload(BYTES);
    await analyse(versionId, ACCEPTED);
    expect(await analyse(versionId, REJECTED)).toBe('ready');
  });

  test('takes what is not audio away, gives its space back, and tells its owner why', async () => {
    const { analyse, upload, isEmpty, storage } = opened();
    const file = await upload(BYTES);
    expect(await analyse(file.versionId, REJECTED)).toBe('rejected');
    expect(await isEmpty()).toBe(true);
    await expect(storage.files.get({ owner: OWNER, fileId: file.id })).rejects.toMatchObject({
      code: 'file-not-found',
    });
    expect(await storage.audio.listRejected({ owner: OWNER })).toMatchObject([
      { fileName: 'mix.wav', sizeBytes: 5000, code: 'not-audio', reason: 'It is a picture.' },
    ]);
  });

  test('gives the file its bytes before back when what replaced them is not audio', async () => {
    const { analyse, upload, ledger, storage } = opened();
    const first = await upload(BYTES);
    const second = await upload(pattern(700, 2), { onConflict: 'replace' });
    expect(await analyse(second.versionId, REJECTED)).toBe('rejected');
    expect(await storage.files.get({ owner: OWNER, fileId: first.id })).toMatchObject({
      versionId: first.versionId,
      sizeBytes: 5000,
    });
    expect(await ledger()).toEqual({ usedBytes: 5000, reservedBytes: 0 });
  });

  test('leaves a rejected file missing when the store fails, and the sweeper deletes its bytes', async () => {
    const { analyse, upload, isEmpty, storage, breakNext } = opened();
    const file = await upload(BYTES);
    breakNext('deleteObject');
    await expect(analyse(file.versionId, REJECTED)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect((await storage.files.list({ owner: OWNER })).files).toEqual([]);
    await storage.jobs.finishPurges();
    expect(await isEmpty()).toBe(true);
  });

  test('can be done again after it failed anywhere', async () => {
    for (const moment of ['before', 'after'] as const) {
      const { analyse, audioOf, upload, breakNext } = opened();
      const file = await upload(BYTES);
      breakNext('putObject', moment);
      await expect(analyse(file.versionId, ACCEPTED)).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await audioOf(file.id)).toMatchObject({ state: 'pending' });
      expect(await analyse(file.versionId, ACCEPTED)).toBe('ready');
    }
  });

  test('leaves the file as it is when nothing here decodes sound, and is done when something does', async () => {
    const { analyse, audioOf, upload } = opened();
    const file = await upload(BYTES);
    expect(await analyse(file.versionId, { kind: 'no-engine' })).toBe('no-engine');
    expect(await audioOf(file.id)).toMatchObject({ state: 'no-engine' });
    expect(await analyse(file.versionId, ACCEPTED)).toBe('ready');
  });

  test('that is given up says so, unless there is a verdict meanwhile', async () => {
    const { analyse, audioOf, upload, storage } = opened();
    const [hopeless, fine] = [await upload(BYTES), await upload(pattern(10, 3))];
    await analyse(fine.versionId, ACCEPTED);
    for (const { versionId } of [hopeless, fine]) await storage.jobs.giveUpAnalysis({ versionId });
    expect(await audioOf(hopeless.id)).toMatchObject({ state: 'failed' });
    expect(await audioOf(fine.id)).toMatchObject({ state: 'ready' });
  });

  test('of a file that is purged meanwhile leaves nothing behind', async () => {
    const { analyse, upload, storage, isEmpty } = opened();
    const file = await upload(BYTES);
    const purgeFirst = async () => {
      await storage.files.trash({ owner: OWNER, fileId: file.id });
      await storage.files.purge({ owner: OWNER, fileId: file.id });
      return ACCEPTED;
    };
    expect(await analyse(file.versionId, purgeFirst)).toBe('gone');
    expect(await isEmpty()).toBe(true);
    expect(await analyse(file.versionId, ACCEPTED)).toBe('gone');
  });

  test('that ended early after its file was purged leaves nothing behind once it is tried again', async () => {
    const { analyse, upload, storage, breakNext, isEmpty } = opened();
    const file = await upload(BYTES);
    const purgeFirst = async () => {
      await storage.files.trash({ owner: OWNER, fileId: file.id });
      await storage.files.purge({ owner: OWNER, fileId: file.id });
      breakNext('putObject', 'after');
      return ACCEPTED;
    };
    await expect(analyse(file.versionId, purgeFirst)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await isEmpty()).toBe(false);
    expect(await analyse(file.versionId, ACCEPTED)).toBe('gone');
    expect(await isEmpty()).toBe(true);
  });

  test('is deleted with the file', async () => {
    const { analyse, upload, storage, isEmpty } = opened();
    const file = await upload(BYTES);
    await analyse(file.versionId, ACCEPTED);
    await storage.files.trash({ owner: OWNER, fileId: file.id });
    await storage.files.purge({ owner: OWNER, fileId: file.id });
    expect(await isEmpty()).toBe(true);
  });
});

describe('a file is played', () => {
  test('from its own bytes, or from its preview where it has one', async () => {
    const { analyse, upload, storage } = opened();
    const file = await upload(BYTES);
    const play = () => storage.audio.createPlaybackUrl({ owner: OWNER, fileId: file.id });
    expect(await play()).toMatchObject({ contentType: 'audio/wav', isPreview: false });
    await analyse(file.versionId, ACCEPTED);
    expect(await play()).toMatchObject({ contentType: 'audio/mpeg', isPreview: true });
  });

  test('by its owner', async () => {
    const { upload, storage } = opened();
    const file = await upload(BYTES);
    const play = storage.audio.createPlaybackUrl({ owner: 'stranger', fileId: file.id });
    await expect(play).rejects.toMatchObject({ code: 'file-not-found' });
  });
});
