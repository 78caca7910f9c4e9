import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import type { Verdict } from '../ports/audio-analyst.ts';
import type { Inspector, ScannerState, ScanVerdict } from '../ports/inspector.ts';

const BYTES = pattern(5000);
const NEVER = new AbortController().signal;
const READY: ScannerState = { kind: 'ready', version: 'scanner/1' };
const INFECTED: ScanVerdict = { kind: 'infected', signature: 'Test.Eicar' };
const TOO_LARGE: ScanVerdict = { kind: 'unscannable', problem: 'too large' };
const NO_ENGINE: Verdict = { kind: 'no-engine' };

function opened(options: Parameters<typeof createTestStorage>[0] = { scansUploads: true }) {
  const world = createTestStorage(options);
  /** Looks with this scanner, which says this, and notes what was done with the bytes, in order. */
  const inspect = async (
    versionId: string,
    scanner: ScannerState,
    verdict: ScanVerdict = { kind: 'clean' },
  ) => {
    const done: string[] = [];
    const inspector: Inspector = {
      scanner: async () => scanner,
      begin: () => ({
        scan: async ({ keepsBytes }) => {
          done.push(keepsBytes ? 'scanned and kept' : 'scanned');
          return verdict;
        },
        analyse: async () => {
          done.push('analysed');
          return NO_ENGINE;
        },
        end: async () => void done.push('ended'),
      }),
    };
    const outcome = await world.storage.jobs.inspectVersion({ versionId, inspector, signal: NEVER });
    return { outcome, done };
  };
  const scanOf = async (fileId: string) => (await world.storage.files.get({ owner: OWNER, fileId })).scan;
  return { ...world, inspect, scanOf };
}

describe('the inspection of a version', () => {
  test('has it scanned before it is decoded, and reads it once for both', async () => {
    const { upload, inspect, scanOf } = opened();
    const file = await upload(BYTES);
    expect(file.scan.state).toBe('scanning');
    expect(await inspect(file.versionId, READY)).toEqual({
      outcome: 'no-engine',
      done: ['scanned and kept', 'analysed', 'ended'],
    });
    expect(await scanOf(file.id)).toEqual({ state: 'clean', detail: null });
  });

  test('decodes nothing that is infected, which its owner sees', async () => {
    const { upload, inspect, scanOf, storage } = opened();
    const file = await upload(BYTES);
    expect(await inspect(file.versionId, READY, INFECTED)).toMatchObject({
      outcome: 'infected',
      done: ['scanned and kept', 'ended'],
    });
    expect(await scanOf(file.id)).toEqual({ state: 'infected', detail: 'Test.Eicar' });
    expect(await storage.quota.get({ owner: OWNER })).toMatchObject({ usedBytes: 5000 });
    expect(await inspect(file.versionId, { kind: 'off' })).toMatchObject({
      outcome: 'infected',
      done: ['ended'],
    });
  });

  test('describes what could not be scanned', async () => {
    const { upload, inspect, scanOf } = opened();
    const file = await upload(BYTES);
    expect(await inspect(file.versionId, READY, TOO_LARGE)).toMatchObject({ outcome: 'no-engine' });
    expect(await scanOf(file.id)).toEqual({ state: 'unscannable', detail: 'too large' });
  });

  test.each([
    ['is not there', { kind: 'unavailable' }, ['ended']],
    ['falls silent', READY, ['scanned and kept', 'ended']],
    ['was turned off', { kind: 'off' }, ['ended']],
  ] as const)('leaves a new file waiting and undecoded when the scanner %s', async (_, scanner, done) => {
    const { upload, inspect, scanOf, storage } = opened();
    const file = await upload(BYTES);
    const { versionId } = file;
    expect(await inspect(versionId, scanner, { kind: 'unavailable' })).toEqual({
      outcome: 'no-scanner',
      done,
    });
    expect((await scanOf(file.id)).state).toBe('scanning');
    // Also after the last attempt: it has a new job when there is a scanner.
    await storage.jobs.giveUpAnalysis({ versionId });
    expect(await storage.files.get({ owner: OWNER, fileId: file.id })).toMatchObject({
      audio: { state: 'pending' },
    });
    expect(await storage.jobs.findUnscanned({ after: null, limit: 9 })).toEqual([
      { versionId, owner: OWNER },
    ]);
  });

  test('of what was stored while nothing scanned goes on without a scanner, and waits for one that is there but down', async () => {
    const { upload, inspect, scanOf } = opened({});
    const file = await upload(BYTES);
    expect(file.scan.state).toBe('unasked');
    expect(await inspect(file.versionId, { kind: 'unavailable' })).toMatchObject({ outcome: 'no-scanner' });
    expect(await inspect(file.versionId, { kind: 'off' })).toMatchObject({ done: ['analysed', 'ended'] });
    expect((await scanOf(file.id)).state).toBe('unasked');
    await inspect(file.versionId, READY);
    expect((await scanOf(file.id)).state).toBe('clean');
  });

  test('scans once with the same signatures, and again with others; what is found then is quarantined then', async () => {
    const { upload, inspect, scanOf, storage } = opened();
    const { id, versionId } = await upload(BYTES);
    await inspect(versionId, READY);
    expect(await inspect(versionId, READY)).toMatchObject({ done: ['analysed', 'ended'] });
    const newer: ScannerState = { kind: 'ready', version: 'scanner/2' };
    const stale = await storage.jobs.findToRescan({ scanner: newer.version, after: null, limit: 9 });
    expect(stale).toMatchObject([{ versionId }]);
    expect(await inspect(versionId, newer, { kind: 'unavailable' })).toMatchObject({ outcome: 'no-engine' });
    expect((await scanOf(id)).state).toBe('clean');
    expect(await inspect(versionId, newer, INFECTED)).toMatchObject({ outcome: 'infected' });
    await inspect(versionId, { kind: 'ready', version: 'scanner/3' });
    expect((await scanOf(id)).state).toBe('clean');
  });

  test('of a project is its scan', async () => {
    const { upload, inspect } = opened();
    const { versionId } = await upload(BYTES, {
      fileName: 'song.dawgproject',
      contentType: 'application/vnd.dawg.project+json',
    });
    expect(await inspect(versionId, READY)).toEqual({ outcome: 'not-audio', done: ['scanned', 'ended'] });
  });
});
