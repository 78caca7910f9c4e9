import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { sendRaw, type RawAnswer } from '../../testing/raw-request.ts';
import { signRequest, type SignedRequest } from '../../testing/sign-request.ts';
import { newClient, startTestStore } from '../../testing/test-store.ts';
import { decodeChunks } from './chunked-payload.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const PAYLOAD = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

describe('the example of the AWS documentation', () => {
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];
  const parts = [Buffer.alloc(65536, 'a'), Buffer.alloc(1024, 'a'), Buffer.alloc(0)];
  const body = Buffer.concat(
    parts.flatMap((part, at) => [
      Buffer.from(`${part.length.toString(16)};chunk-signature=${signatures[at]}\r\n`),
      part,
      Buffer.from('\r\n'),
    ]),
  );
  const signingKey = ['20130524', 'us-east-1', 's3', 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from('AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  );
  const signing = {
    signingKey,
    timestamp: '20130524T000000Z',
    scope: '20130524/us-east-1/s3/aws4_request',
    seedSignature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  };

  it.each([1, 7, 1000, 100_000])('is verified and decoded, arriving %i bytes at a time', async (step) => {
    const pieces = Array.from({ length: Math.ceil(body.length / step) }, (_, at) =>
      body.subarray(at * step, (at + 1) * step),
    );
    const decoded: Buffer[] = [];
    const source = Readable.from(pieces);
    for await (const chunk of decodeChunks({ source, signing, hasTrailer: false, trailers: new Map() })) {
      decoded.push(Buffer.from(chunk));
    }
    expect(Buffer.concat(decoded).equals(Buffer.alloc(66560, 'a'))).toBe(true);
  });
});

interface ChunkedPut {
  readonly payloadHash: string;
  readonly chunks: readonly string[];
  readonly trailer?: string;
  /** Spoils the body after it was signed. */
  readonly tamper?: (body: string) => string;
  readonly declaredBytes?: number;
}

/** Sends chunks with the signatures the payload's name calls for. */
function putChunked(key: string, put: ChunkedPut): Promise<RawAnswer> {
  const decodedBytes = put.declaredBytes ?? put.chunks.join('').length;
  const trailerName = put.trailer?.split(':')[0];
  const request = {
    method: 'PUT',
    path: `/media/${key}`,
    headers: {
      host: new URL(store.endpoint).host,
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(decodedBytes),
      ...(trailerName !== undefined && { 'x-amz-trailer': trailerName }),
    },
  };
  const signed = signRequest(request, { payloadHash: put.payloadHash });
  const body = encodeChunks(put, signed);
  const sent = put.tamper?.(body) ?? body;
  return sendRaw(store, {
    ...request,
    headers: { ...signed.headers, 'content-length': String(sent.length) },
    body: sent,
  });
}

function encodeChunks(
  { payloadHash, chunks, trailer }: ChunkedPut,
  { signature, signingKey, timestamp, scope }: SignedRequest,
): string {
  const isSigned = payloadHash.startsWith(PAYLOAD);
  let previous = signature;
  const next = (algorithm: string, ...hashes: string[]) => {
    previous = createHmac('sha256', signingKey)
      .update([algorithm, timestamp, scope, previous, ...hashes].join('\n'))
      .digest('hex');
    return previous;
  };
  const encoded = [...chunks, ''].map((chunk) => {
    const extension = isSigned
      ? `;chunk-signature=${next('AWS4-HMAC-SHA256-PAYLOAD', sha256(''), sha256(chunk))}`
      : '';
    return `${chunk.length.toString(16)}${extension}\r\n${chunk}${chunk === '' ? '' : '\r\n'}`;
  });
  if (trailer === undefined) return `${encoded.join('')}\r\n`;
  const seal = isSigned
    ? `x-amz-trailer-signature:${next('AWS4-HMAC-SHA256-TRAILER', sha256(`${trailer}\n`))}\r\n`
    : '';
  return `${encoded.join('')}${trailer}\r\n${seal}\r\n`;
}

async function read(key: string): Promise<string | undefined> {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket: 'media', Key: key }));
  return Body?.transformToString();
}

const CRC_OF_HELLO_WORLD = 'DUoRhQ==';

describe.each([
  [PAYLOAD, undefined],
  [`${PAYLOAD}-TRAILER`, `x-amz-checksum-crc32:${CRC_OF_HELLO_WORLD}`],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', `x-amz-checksum-crc32:${CRC_OF_HELLO_WORLD}`],
])('a body sent as %s', (payloadHash, trailer) => {
  const chunks = ['hello', ' ', 'world'];

  it('is stored without its encoding', async () => {
    const answer = await putChunked('chunked', { payloadHash, chunks, trailer });
    expect(answer).toMatchObject({ status: 200 });
    expect(await read('chunked')).toBe('hello world');
    const head = await store.client.send(
      new HeadObjectCommand({ Bucket: 'media', Key: 'chunked', ChecksumMode: 'ENABLED' }),
    );
    expect(head.ContentEncoding).toBeUndefined();
    expect(head.ChecksumCRC32).toBe(trailer && CRC_OF_HELLO_WORLD);
  });

  it('with a byte changed is refused and stores nothing', async () => {
    const tamper = (body: string) => body.replace('world', 'w0rld');
    const answer = await putChunked('tampered', { payloadHash, chunks, trailer, tamper });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.code).toBe(payloadHash.startsWith(PAYLOAD) ? 'SignatureDoesNotMatch' : 'BadDigest');
    await expect(read('tampered')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('that ends before its last chunk is refused', async () => {
    const tamper = (body: string) =>
      body.slice(0, body.lastIndexOf('0;') > 0 ? body.lastIndexOf('0;') : body.lastIndexOf('0\r\n'));
    expect(await putChunked('cut', { payloadHash, chunks, trailer, tamper })).toMatchObject({
      status: 400,
      code: 'IncompleteBody',
    });
  });

  it('shorter than its decoded length is refused', async () => {
    const answer = await putChunked('short', { payloadHash, chunks, trailer, declaredBytes: 12 });
    expect(answer).toMatchObject({ status: 400, code: 'IncompleteBody' });
  });

  it('that is not in chunks at all is refused', async () => {
    const answer = await putChunked('raw', { payloadHash, chunks, trailer, tamper: () => 'hello world\r\n' });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });

  it('with an endless first line is refused', async () => {
    const answer = await putChunked('endless', {
      payloadHash,
      chunks,
      trailer,
      tamper: () => 'a'.repeat(100_000),
    });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });
});

describe('signed chunks', () => {
  it('left out are noticed', async () => {
    const tamper = (body: string) => body.replace(/1;chunk-signature=[0-9a-f]{64}\r\n \r\n/, '');
    const put = { payloadHash: PAYLOAD, chunks: ['hello', ' ', 'world'], tamper };
    expect(await putChunked('gap', put)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('need their trailer signed, too', async () => {
    const put = {
      payloadHash: `${PAYLOAD}-TRAILER`,
      chunks: ['hello world'],
      trailer: `x-amz-checksum-crc32:${CRC_OF_HELLO_WORLD}`,
      tamper: (body: string) => body.replace(/x-amz-trailer-signature:.*\r\n/, ''),
    };
    expect(await putChunked('unsealed', put)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });
});

describe('the AWS SDK', () => {
  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'sends a stream with a %s trailer',
    async (ChecksumAlgorithm) => {
      const client = newClient(store.endpoint, 'WHEN_SUPPORTED');
      const Body = Readable.from([Buffer.alloc(100_000, 1), Buffer.alloc(50_000, 2)]);
      await client.send(
        new PutObjectCommand({
          Bucket: 'media',
          Key: 'stream',
          Body,
          ContentLength: 150_000,
          ChecksumAlgorithm,
        }),
      );
      const got = await client.send(
        new GetObjectCommand({ Bucket: 'media', Key: 'stream', ChecksumMode: 'ENABLED' }),
      );
      expect(await got.Body?.transformToByteArray()).toHaveLength(150_000);
      expect(got[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
    },
  );
});
