import { describe, expect, test } from 'vitest';
import { ALWAYS_PARTS, createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import { SESSION_IDLE_MS } from './upload-session.ts';

describe('the sweeper', () => {
  test('ends sessions that nobody used for a day, and discards their parts', async () => {
    const { storage, create, send, pass, stateOf, isEmpty } = createTestStorage();
    const session = await create(pattern(10));
    await send(session, pattern(10));
    pass(SESSION_IDLE_MS - 1);
    expect(await storage.jobs.sweepUploads()).toEqual({ swept: 0, failures: [] });
    pass(1);
    expect(await storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
    expect(await stateOf(session)).toBe('expired');
    expect(await isEmpty()).toBe(true);
  });

  test('keeps the bytes reserved until the store has let go of them', async () => {
    const { storage, create, breakNext, ledger, isEmpty, stateOf } = createTestStorage(ALWAYS_PARTS);
    const session = await create(pattern(10));
    breakNext('abortMultipart');
    const aborting = storage.uploads.abort({ owner: OWNER, sessionId: session.id });
    await expect(aborting).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await stateOf(session)).toBe('aborting');
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: 10 });
    await storage.jobs.sweepUploads();
    expect(await stateOf(session)).toBe('aborted');
    expect(await isEmpty()).toBe(true);
  });

  test('goes on with the others when one session fails, and reports it', async () => {
    const { storage, create, breakNext, pass, isEmpty } = createTestStorage(ALWAYS_PARTS);
    for (let count = 0; count < 3; count++) await create(pattern(10));
    pass(SESSION_IDLE_MS);
    breakNext('findMultiparts');
    const report = await storage.jobs.sweepUploads();
    expect(report).toMatchObject({ swept: 2, failures: [{ error: { code: 'store-unavailable' } }] });
    await storage.jobs.sweepUploads();
    expect(await isEmpty()).toBe(true);
  });

  test('may run twice at once', async () => {
    const { storage, create, pass, isEmpty } = createTestStorage();
    for (let count = 0; count < 5; count++) await create(pattern(10));
    pass(SESSION_IDLE_MS);
    await Promise.all([storage.jobs.sweepUploads(), storage.jobs.sweepUploads()]);
    expect(await isEmpty()).toBe(true);
  });
});

describe('aborting', () => {
  test('an upload twice answers its ending', async () => {
    const { storage, create } = createTestStorage();
    const session = await create(pattern(10));
    const abort = () => storage.uploads.abort({ owner: OWNER, sessionId: session.id });
    expect(await abort()).toMatchObject({ state: 'aborted' });
    expect(await abort()).toMatchObject({ state: 'aborted' });
  });

  test('a stored upload is refused, and its file stays', async () => {
    const { storage, create, send, complete, ledger } = createTestStorage();
    const session = await create(pattern(10));
    await send(session, pattern(10));
    await complete(session, pattern(10));
    const aborting = storage.uploads.abort({ owner: OWNER, sessionId: session.id });
    await expect(aborting).rejects.toMatchObject({ code: 'upload-ended', details: { state: 'completed' } });
    expect(await ledger()).toEqual({ usedBytes: 10, reservedBytes: 0 });
  });

  test('takes the session off the list of unfinished ones', async () => {
    const { storage, create } = createTestStorage();
    const [kept, aborted] = [await create(pattern(10)), await create(pattern(11))];
    await storage.uploads.abort({ owner: OWNER, sessionId: aborted.id });
    expect(await storage.uploads.list({ owner: OWNER })).toMatchObject([{ id: kept.id }]);
  });
});
