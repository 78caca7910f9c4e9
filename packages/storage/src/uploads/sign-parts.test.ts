import { describe, expect, test } from 'vitest';
import {
  ALWAYS_PARTS,
  checksumOf,
  createTestStorage,
  OWNER,
  pattern,
  STRANGER,
} from '../../testing/test-storage.ts';
import { SESSION_IDLE_MS, SESSION_MAX_MS } from './upload-session.ts';

const part = (partNumber: number) => ({ partNumber, checksum: checksumOf(pattern(10)) });
const HOUR = 3_600_000;

describe('signing parts', () => {
  test('refuses part numbers outside the plan, all or none', async () => {
    const { storage, create } = createTestStorage();
    const { id: sessionId } = await create(pattern(10));
    const signing = storage.uploads.sign({ owner: OWNER, sessionId, parts: [part(1), part(2)] });
    await expect(signing).rejects.toMatchObject({ code: 'part-outside-plan', details: { partNumber: 2 } });
  });

  test('finds no session of somebody else', async () => {
    const { storage, create } = createTestStorage();
    const { id: sessionId } = await create(pattern(10));
    const signing = storage.uploads.sign({ owner: STRANGER, sessionId, parts: [part(1)] });
    await expect(signing).rejects.toMatchObject({ code: 'upload-not-found' });
  });

  test('moves the expiry on, up to six days after the session began', async () => {
    const { storage, create, pass } = createTestStorage();
    const { id: sessionId } = await create(pattern(10));
    const sign = () => storage.uploads.sign({ owner: OWNER, sessionId, parts: [part(1)] });
    const seconds = async () =>
      (await storage.uploads.get({ owner: OWNER, sessionId })).session.expiresInSeconds;
    for (let passed = 0; passed < SESSION_MAX_MS - SESSION_IDLE_MS; passed += 20 * HOUR) {
      pass(20 * HOUR);
      await sign();
    }
    expect(await seconds()).toBe(24 * 60 * 60);
    pass(20 * HOUR);
    await sign();
    expect(await seconds()).toBeLessThan(24 * 60 * 60);
    pass(24 * HOUR);
    await expect(sign()).rejects.toMatchObject({ code: 'upload-ended', details: { state: 'expired' } });
  });

  test('continues a session whose creator died before the store was asked', async () => {
    const { storage, create, breakNext, send, complete } = createTestStorage(ALWAYS_PARTS);
    breakNext('startMultipart');
    await expect(create(pattern(10))).rejects.toMatchObject({ code: 'store-unavailable' });
    const [session] = await storage.uploads.list({ owner: OWNER });
    if (!session) throw new Error('not listed');
    await send(session, pattern(10));
    expect(await complete(session, pattern(10))).toMatchObject({ kind: 'stored' });
  });

  test('ends with the session', async () => {
    const { storage, create } = createTestStorage();
    const { id: sessionId } = await create(pattern(10));
    await storage.uploads.abort({ owner: OWNER, sessionId });
    const signing = storage.uploads.sign({ owner: OWNER, sessionId, parts: [part(1)] });
    await expect(signing).rejects.toMatchObject({ code: 'upload-ended' });
  });
});
