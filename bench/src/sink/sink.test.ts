import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOOPBACK } from '../network/place.ts';
import { startSink, type Sink } from './start-sink.ts';

/** In C where there is a compiler, in Node where there is none: both say the same. */
describe('the sink', () => {
  let scratch: string;
  let sink: Sink;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'dawg-sink-'));
    sink = await startSink(LOOPBACK, scratch);
  });
  afterAll(async () => {
    await sink.close();
    await rm(scratch, { recursive: true });
  });

  const request = (method: string, path: string, body?: string) =>
    fetch(`${sink.url}${path}`, { method, ...(body === undefined ? {} : { body }) });

  test('counts what it drops, and gives each PUT an ETag', async () => {
    const before = await sink.counts();
    const response = await request('PUT', '/bench/key?partNumber=1', 'x'.repeat(300_000));
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    const after = await sink.counts();
    expect(after.bodyBytes - before.bodyBytes).toBe(300_000);
    expect(after.puts - before.puts).toBe(1);
  });

  test('lets a page of any origin send and read the ETag', async () => {
    const response = await request('OPTIONS', '/bench/key');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('ETag');
  });

  test('begins and completes a multipart upload in S3’s words', async () => {
    const begun = await (await request('POST', '/bench/key?uploads=')).text();
    expect(begun).toMatch(/<InitiateMultipartUploadResult>.*<UploadId>upload-\d+<\/UploadId>/);
    const completed = await request('POST', '/bench/key?uploadId=upload-1', '<CompleteMultipartUpload/>');
    expect(await completed.text()).toContain('<CompleteMultipartUploadResult>');
  });

  test('takes a form with a signed policy', async () => {
    const form = new FormData();
    form.set('key', 'x');
    form.set('file', new Blob(['sound']));
    const response = await fetch(`${sink.url}/bench`, { method: 'POST', body: form });
    expect(response.status).toBe(204);
  });
});
