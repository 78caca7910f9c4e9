import { SMALLEST_PART_BYTES } from '@dawg/contract/limits';
import { request } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, type RestBody, type RestCaller } from '../../../testing/rest-caller.ts';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

const MAX_FILE_BYTES = 12 * 2 ** 20;
const PATIENT = { timeout: 30_000 };

let server: TestServer;
let owner: RestCaller;
beforeAll(async () => {
  server = await startTestServer({
    openSignUp: true,
    maxFileBytes: MAX_FILE_BYTES,
    smallestPartBytes: SMALLEST_PART_BYTES,
  });
  owner = await signUp(server, 'owner');
});
afterAll(() => server.close());

const audio = (sizeBytes: number, seed = 1) =>
  Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 31 + (at >>> 8) + seed) & 255);

/** A part of a form, as text; `bytes` in the place of a value. */
const BOUNDARY = 'form-boundary';
const field = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (bytes: Uint8Array, fileName: string, { name = 'file', type = 'audio/wav' } = {}) =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\n` +
        `Content-Type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
const END = `--${BOUNDARY}--\r\n`;
const post = (
  parts: readonly (string | Uint8Array)[],
  headers: Record<string, string> = {},
): Promise<RestBody> =>
  owner.ask('POST', '/api/storage/upload', {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    body: Buffer.concat(parts.map((part) => Buffer.from(part))),
  });
const ledger = async () => {
  const { result } = (await (
    await owner.call('GET', '/trpc/quota.get', { headers: { 'x-dawg-client': 'test' } })
  ).json()) as { result: { data: { usedBytes: number; reservedBytes: number } } };
  return result.data;
};
const openUploads = async () => {
  const answer = await owner.call('GET', '/trpc/uploads.list', { headers: { 'x-dawg-client': 'test' } });
  return ((await answer.json()) as { result: { data: unknown[] } }).result.data;
};
/** Nothing is under way, and no more is used than before. */
const nothingIsLeft = async (usedBytes: number) => {
  expect(await openUploads()).toEqual([]);
  expect(await ledger()).toMatchObject({ usedBytes, reservedBytes: 0 });
};

describe('a form', () => {
  test('of several parts’ size is stored as it was sent, and nothing stays reserved', async () => {
    const before = await ledger();
    const bytes = audio(11 * 2 ** 20);
    const answer = await post([file(bytes, 'long take.wav'), END]);
    expect(answer).toMatchObject({ status: 200, file: { fileName: 'long take.wav', size: bytes.length } });
    await nothingIsLeft(before.usedBytes + bytes.length);
    const link = await owner.ask('GET', `/api/storage/download/${answer.file?.id}`);
    const downloaded = await (await fetch(String(link['url']))).bytes();
    expect(Buffer.compare(downloaded, bytes)).toBe(0);
  });

  test.each([
    [
      'before',
      [field('projectId', 'p-1'), field('folderPath', 'Album/Stems'), file(audio(10), 'a.wav'), END],
    ],
    [
      'after',
      [file(audio(10), 'b.wav'), field('folderPath', 'Album//Stems'), field('projectId', 'p-1'), END],
    ],
    [
      'around',
      [field('folderPath', 'Album/Stems'), file(audio(10), 'c.wav'), field('projectId', 'p-1'), END],
    ],
  ])('may have its fields %s the file', async (_where, parts) => {
    expect(await post(parts)).toMatchObject({
      status: 200,
      file: { projectId: 'p-1', folderPath: 'Album/Stems' },
    });
  });

  test('keeps names of other scripts, and never a path', async () => {
    const named = await post([file(audio(10), 'Träck 日本語.wav'), END]);
    expect(named.file).toMatchObject({ fileName: 'Träck 日本語.wav' });
    const walked = await post([file(audio(10), '../../etc/walked.wav'), END]);
    expect(walked.file).toMatchObject({ fileName: 'walked.wav', folderPath: '' });
  });

  test('without a length is stored under the room there is', async () => {
    const bytes = audio(100_000);
    const { host, hostname, port } = new URL(server.url);
    const sending = request({
      hostname,
      port,
      path: '/api/storage/upload',
      method: 'POST',
      headers: {
        host,
        authorization: `Bearer ${owner.token}`,
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
        'transfer-encoding': 'chunked',
      },
    });
    sending.write(file(bytes, 'chunked.wav'));
    sending.end(END);
    const [answer] = await once(sending, 'response');
    const body = JSON.parse(String(Buffer.concat(await answer.toArray()))) as RestBody;
    expect(body).toMatchObject({ success: true, file: { size: bytes.length } });
  });

  test.each<[string, (string | Uint8Array)[], number, string]>([
    ['with no byte in its file', [file(audio(0), 'a.wav'), END], 400, 'file-empty'],
    ['without a file', [field('projectId', 'p'), END], 400, 'invalid-request'],
    ['with two files', [file(audio(9), 'a.wav'), file(audio(9), 'b.wav'), END], 400, 'invalid-request'],
    [
      'with its file in another field',
      [file(audio(9), 'a.wav', { name: 'audio' }), END],
      400,
      'invalid-request',
    ],
    [
      'with a field nobody knows',
      [file(audio(9), 'a.wav'), field('owner', 'me'), END],
      400,
      'invalid-request',
    ],
    [
      'with a field twice',
      [field('projectId', 'a'), file(audio(9), 'a.wav'), field('projectId', 'b'), END],
      400,
      'invalid-request',
    ],
    [
      'with a field of no length',
      [file(audio(9), 'a.wav'), field('projectId', ''), END],
      400,
      'invalid-request',
    ],
    [
      'with a field too long',
      [file(audio(9), 'a.wav'), field('folderPath', 'a'.repeat(70_000)), END],
      400,
      'invalid-request',
    ],
    [
      'with folders too deep',
      [file(audio(9), 'a.wav'), field('folderPath', 'abc/'.repeat(1500)), END],
      400,
      'name-invalid',
    ],
    [
      'that says neither yes nor no',
      [file(audio(9), 'a.wav'), field('isPublic', 'perhaps'), END],
      400,
      'invalid-request',
    ],
    ['of another type', [file(audio(9), 'a.exe'), END], 415, 'type-not-allowed'],
    [
      'of another type than its name says',
      [file(audio(9), 'a.wav', { type: 'audio/mpeg' }), END],
      415,
      'type-not-allowed',
    ],
    ['without a name', [file(audio(9), ''), END], 400, 'name-invalid'],
    ['larger than a file may be', [file(audio(MAX_FILE_BYTES + 1), 'a.wav'), END], 413, 'file-too-large'],
    ['that ends in the middle', [file(audio(9), 'a.wav')], 400, 'invalid-request'],
    ['that is nothing', [], 400, 'invalid-request'],
  ])('%s is refused and leaves nothing', async (_what, parts, status, code) => {
    const { usedBytes } = await ledger();
    expect(await post(parts)).toMatchObject({ status, success: false, error: { code } });
    await nothingIsLeft(usedBytes);
  });

  test('far larger than a file may be is refused before it is read', async () => {
    const { usedBytes } = await ledger();
    const answer = await post([file(audio(MAX_FILE_BYTES + 2 ** 20), 'a.wav'), END]);
    expect(answer).toMatchObject({ status: 413, error: { code: 'file-too-large' } });
    await nothingIsLeft(usedBytes);
  });

  test('in another type than a form’s is refused', async () => {
    const answer = await owner.ask('POST', '/api/storage/upload', {
      headers: { 'content-type': 'audio/wav' },
      body: audio(10),
    });
    expect(answer).toMatchObject({ status: 415, error: { code: 'invalid-request' } });
    expect(await post([], { 'content-type': 'multipart/form-data' })).toMatchObject({ status: 400 });
  });

  test('whose sender hangs up leaves nothing', async () => {
    const { usedBytes } = await ledger();
    const { host, hostname, port } = new URL(server.url);
    const sending = request({
      hostname,
      port,
      path: '/api/storage/upload',
      method: 'POST',
      headers: {
        host,
        authorization: `Bearer ${owner.token}`,
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
        'content-length': 8_000_000,
      },
    });
    sending.on('error', () => {}); // we hang up ourselves
    sending.write(file(audio(6_000_000), 'cut.wav').subarray(0, 6_000_000));
    await expect.poll(openUploads, PATIENT).toHaveLength(1);
    sending.destroy();
    await expect.poll(openUploads, PATIENT).toEqual([]);
    await expect.poll(ledger, PATIENT).toMatchObject({ usedBytes, reservedBytes: 0 });
  });
});
