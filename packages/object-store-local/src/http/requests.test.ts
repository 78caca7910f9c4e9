import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned } from '../../testing/raw-request.ts';
import { signRequest } from '../../testing/sign-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const { hostname, port, host } = new URL(store.endpoint);
const exists = async (Key: string) => {
  const head = store.client.send(new HeadObjectCommand({ Bucket: 'media', Key }));
  return head.then(() => true, () => false); // prettier-ignore
};
const temporaryFiles = () => readdir(join(store.directory, 'tmp'));
const presignPut = (Key: string) =>
  getSignedUrl(store.client, new PutObjectCommand({ Bucket: 'media', Key }));

/** Writes bytes to a connection, ends it, and gives back all that came. */
async function talk(...pieces: (string | Buffer)[]): Promise<string> {
  const socket = connect({ host: hostname, port: Number(port) });
  for (const piece of pieces) socket.write(piece);
  socket.end();
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function requestHead(method: string, path: string, headers: Record<string, string>): string {
  const signed = signRequest({ method, path, headers: { host, ...headers } });
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

describe('a body', () => {
  it('without a length is refused', async () => {
    const head = requestHead('PUT', '/media/chunked', { 'transfer-encoding': 'chunked' });
    expect(await talk(head, '1\r\nx\r\n0\r\n\r\n')).toMatch(/^HTTP\/1.1 411 .*<Code>MissingContentLength</s);
    expect(await exists('chunked')).toBe(false);
  });

  it('shorter than its length is refused, and nothing is stored', async () => {
    const head = requestHead('PUT', '/media/short', { 'content-length': '100' });
    expect(await talk(head, 'only this')).toMatch(/^HTTP\/1.1 400 .*<Code>IncompleteBody</s);
    await expect.poll(temporaryFiles).toEqual([]);
    expect(await exists('short')).toBe(false);
  });

  it('whose sender disappears leaves nothing', async () => {
    const outgoing = request(await presignPut('gone'), {
      method: 'PUT',
      headers: { 'content-length': 1_000_000 },
    });
    outgoing.on('error', () => {}); // the reset this test causes
    outgoing.write(Buffer.alloc(200_000));
    await expect.poll(async () => (await temporaryFiles()).length).toBe(1);
    outgoing.destroy();
    await expect.poll(temporaryFiles).toEqual([]);
    expect(await exists('gone')).toBe(false);
    expect(store.reported).toEqual([]);
  });

  it('of more than 5 GiB is refused before it is sent', async () => {
    const url = await presignPut('huge');
    const outgoing = request(url, {
      method: 'PUT',
      headers: { 'content-length': 5 * 1024 ** 3 + 1, expect: '100-continue' },
    });
    outgoing.on('error', () => {}); // the server closes the connection
    outgoing.flushHeaders();
    const [answer] = await once(outgoing, 'response');
    expect(answer.statusCode).toBe(400);
    outgoing.destroy();
  });
});

describe('a client that expects 100 Continue', () => {
  const ask = (url: string, body: string) => {
    const outgoing = request(url, {
      method: 'PUT',
      agent: false,
      headers: { 'content-length': body.length, expect: '100-continue' },
    });
    let isContinued = false;
    outgoing.on('continue', () => {
      isContinued = true;
      outgoing.end(body);
    });
    outgoing.flushHeaders();
    return once(outgoing, 'response').then(([answer]) => {
      answer.resume();
      outgoing.destroy();
      return { isContinued, status: answer.statusCode };
    });
  };

  it('is asked for its body when all is well', async () => {
    expect(await ask(await presignPut('asked'), 'body')).toEqual({ isContinued: true, status: 200 });
    expect(await exists('asked')).toBe(true);
  });

  it('is refused without sending its body when the signature is wrong', async () => {
    const url = (await presignPut('asked')).replace('Signature=', 'Signature=0');
    expect(await ask(url, 'body')).toEqual({ isContinued: false, status: 403 });
  });

  it('is refused without sending its body when a condition does not hold', async () => {
    const command = new PutObjectCommand({ Bucket: 'media', Key: 'asked', IfNoneMatch: '*' });
    const url = await getSignedUrl(store.client, command, { unhoistableHeaders: new Set(['if-none-match']) });
    const outgoing = request(url, {
      method: 'PUT',
      agent: false,
      headers: { 'if-none-match': '*', 'content-length': 4, expect: '100-continue' },
    });
    outgoing.flushHeaders();
    const [answer] = await once(outgoing, 'response');
    expect(answer.statusCode).toBe(412);
    outgoing.destroy();
  });
});

describe('a refused upload', () => {
  it.each([1, 20])(
    'of %i MiB lets an ordinary client read why, and use the connection again',
    async (mebibytes) => {
      const url = (await presignPut('refused')).replace('Signature=', 'Signature=0');
      for (let round = 0; round < 2; round += 1) {
        const answer = await fetch(url, { method: 'PUT', body: Buffer.alloc(mebibytes * 1024 * 1024) });
        expect(answer.status).toBe(403);
        expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
      }
    },
  );

  it('half-way because of its bytes lets the client read why', async () => {
    const answer = await sendSigned(
      store,
      { method: 'PUT', path: '/media/x', body: Buffer.alloc(8 * 1024 * 1024) },
      { payloadHash: '0'.repeat(64) },
    );
    expect(answer).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' });
  });
});

describe('an answer', () => {
  it('carries the same request id in header and error', async () => {
    const answer = await sendSigned(store, {
      method: 'GET',
      path: '/media/missing<&>'.replace('<&>', '%3C%26%3E'),
    });
    expect(answer).toMatchObject({ status: 404, code: 'NoSuchKey' });
    expect(answer.text).toContain(`<RequestId>${String(answer.headers['x-amz-request-id'])}</RequestId>`);
    expect(answer.headers['content-type']).toBe('application/xml');
  });

  it('to HEAD has no body, an error neither', async () => {
    expect(await sendSigned(store, { method: 'HEAD', path: '/media/missing' })).toMatchObject({
      status: 404,
      text: '',
    });
  });
});

describe('what S3 has and this store has not', () => {
  it.each([
    ['PUT', '/media', 'acl='],
    ['GET', '/media', 'policy='],
    ['PUT', '/media', 'object-lock='],
    ['GET', '/media/key', 'attributes='],
    ['GET', '/media/key', 'acl='],
    ['DELETE', '/media', 'website='],
    ['PUT', '/media/key', 'partNumber=1'],
    ['PUT', '/media', 'uploadId=1'],
    ['POST', '/media', undefined],
    ['POST', '/media/key', 'select='],
    ['PATCH', '/media/key', undefined],
    ['PUT', '/', undefined],
  ])('%s %s?%s is not implemented, and says so', async (method, path, query) => {
    expect(await sendSigned(store, { method, path, query })).toMatchObject({
      status: 501,
      code: 'NotImplemented',
    });
  });

  it.each([
    ['PUT', '/other', 'x-amz-acl', 'public-read', 'NotImplemented'],
    ['PUT', '/media/key', 'x-amz-grant-read', 'everybody', 'NotImplemented'],
    ['GET', '/media/key', 'x-amz-server-side-encryption-customer-algorithm', 'AES256', 'NotImplemented'],
    ['PUT', '/media/key', 'x-amz-storage-class', 'GLACIER', 'InvalidStorageClass'],
    ['GET', '/media', 'x-amz-expected-bucket-owner', '123456789012', 'AccessDenied'],
  ])('%s %s with %s: %s is refused', async (method, path, name, value, code) => {
    expect(await sendSigned(store, { method, path, headers: { [name]: value } })).toMatchObject({ code });
  });

  it('does not get in the way of parameters that are only hints', async () => {
    expect(await sendSigned(store, { method: 'GET', path: '/', query: 'x-id=ListBuckets' })).toMatchObject({
      status: 200,
    });
  });
});

describe('what is not HTTP', () => {
  it('is refused and cut off', async () => {
    expect(await talk('hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*<Code>BadRequest</s);
  });

  it('a request line that is no path is refused', async () => {
    expect(await sendRaw(store, { method: 'OPTIONS', path: '*' })).toMatchObject({
      status: 400,
      code: 'InvalidURI',
    });
  });
});

describe('many requests at once', () => {
  it('are all answered', async () => {
    const url = await getSignedUrl(store.client, new GetObjectCommand({ Bucket: 'media', Key: 'asked' }));
    const answers = await Promise.all(Array.from({ length: 200 }, async () => (await fetch(url)).text()));
    expect(answers.every((text) => text === 'body')).toBe(true);
  });
});
