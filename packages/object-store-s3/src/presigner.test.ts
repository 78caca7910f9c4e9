import { GetObjectCommand, PutObjectCommand, UploadPartCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPresigner } from './presigner.ts';
import { createS3Client } from './s3-client.ts';

const credentials = { accessKeyId: 'AKEXAMPLE', secretAccessKey: 'secret' };
const CHECKSUM = { 'x-amz-checksum-crc32': 'q83vEg==', 'x-amz-sdk-checksum-algorithm': 'CRC32' };
const KEY = "uploads/a b!'()*é~";

const STORES: Record<string, S3Client> = {
  'AWS, by host name': createS3Client({ region: 'eu-central-1', credentials }),
  'a store with a port, by path': createS3Client({
    region: 'us-east-1',
    endpoint: 'http://localhost:9000',
    credentials,
  }),
  'temporary credentials': createS3Client({
    region: 'us-east-1',
    credentials: { ...credentials, sessionToken: 'a/token+=' },
  }),
};

describe('A presigned URL', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-24T10:00:00Z'), toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  it.each(Object.entries(STORES))("of a part is the SDK's own, in %s", async (_, client) => {
    const command = new UploadPartCommand({
      Bucket: 'masters',
      Key: KEY,
      UploadId: '2~ab/c+d=',
      PartNumber: 7,
      ContentLength: 5_242_880,
      ChecksumAlgorithm: 'CRC32',
      ChecksumCRC32: 'q83vEg==',
    });
    const options = { expiresIn: 60, unhoistableHeaders: new Set(Object.keys(CHECKSUM)) };
    const theirs = await getSignedUrl(client, command, options);
    const request = {
      method: 'PUT',
      key: KEY,
      query: { partNumber: '7', uploadId: '2~ab/c+d=', 'x-id': 'UploadPart' },
      headers: { 'content-length': '5242880', ...CHECKSUM },
    } as const;
    expect(said(await createPresigner(client, 'masters')(request, 60))).toEqual(said(theirs));
  });

  it.each(Object.entries(STORES))("of a whole object is the SDK's own, in %s", async (_, client) => {
    const headers = {
      'content-length': '10',
      'content-type': 'audio/wav',
      'if-none-match': '*',
      ...CHECKSUM,
    };
    const command = new PutObjectCommand({
      Bucket: 'masters',
      Key: KEY,
      ContentLength: 10,
      ContentType: 'audio/wav',
      IfNoneMatch: '*',
      ChecksumAlgorithm: 'CRC32',
      ChecksumCRC32: 'q83vEg==',
    });
    const names = () => new Set(Object.keys(headers));
    const options = {
      expiresIn: 60,
      signableHeaders: new Set(['host', ...names()]),
      unhoistableHeaders: names(),
    };
    const theirs = await getSignedUrl(client, command, options);
    const request = { method: 'PUT', key: KEY, query: { 'x-id': 'PutObject' }, headers } as const;
    expect(said(await createPresigner(client, 'masters')(request, 60))).toEqual(said(theirs));
  });

  it.each(Object.entries(STORES))("of a download is the SDK's own, in %s", async (_, client) => {
    const disposition = `attachment; filename="a.wav"; filename*=UTF-8''%C3%A9.wav`;
    const command = new GetObjectCommand({
      Bucket: 'masters',
      Key: KEY,
      ResponseContentDisposition: disposition,
    });
    const theirs = await getSignedUrl(client, command, { expiresIn: 60 });
    const request = {
      method: 'GET',
      key: KEY,
      query: { 'response-content-disposition': disposition, 'x-id': 'GetObject' },
      headers: {},
    } as const;
    expect(said(await createPresigner(client, 'masters')(request, 60))).toEqual(said(theirs));
  });

  it('is signed again with credentials that were missing before', async () => {
    let isThere = false;
    const client = createS3Client({ region: 'us-east-1', credentials });
    client.config.credentials = () =>
      isThere ? Promise.resolve(credentials) : Promise.reject(new Error('no credentials'));
    const presign = createPresigner(client, 'masters');
    const request = { method: 'GET', key: 'uploads/a', query: {}, headers: {} } as const;
    await expect(presign(request, 60)).rejects.toThrow('no credentials');
    isThere = true;
    await expect(presign(request, 60)).resolves.toContain('X-Amz-Signature=');
  });
});

/** What a URL says, whatever the order of its query. */
function said(url: string) {
  const { origin, pathname, searchParams } = new URL(url);
  return { origin, pathname, query: Object.fromEntries(searchParams) };
}
