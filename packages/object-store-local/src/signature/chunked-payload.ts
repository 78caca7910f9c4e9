import { createHash, type Hash } from 'node:crypto';
import { S3Error } from '../s3-error.ts';
import { ByteReader } from './byte-reader.ts';
import { isSameSignature, sign, type ChunkSigning } from './verify-signature.ts';

/** How a body in the `aws-chunked` encoding is read. */
export interface ChunkedPayload {
  readonly source: AsyncIterable<Buffer>;
  /** Set when every chunk is signed (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD…`). */
  readonly signing: ChunkSigning | undefined;
  readonly hasTrailer: boolean;
  /** Filled, once all chunks are read, with the headers that follow them. */
  readonly trailers: Map<string, string>;
}

const MAX_LINE_BYTES = 4096;
const MAX_TRAILERS = 16;
const EMPTY_HASH = createHash('sha256').digest('hex');

/**
 * Takes the bytes out of `<size in hex>[;chunk-signature=<hex>]\r\n<bytes>\r\n…0…\r\n[trailers]\r\n`. Bytes are passed on before
 * their chunk's signature is known (a chunk may be larger than memory): what is made of them must not be kept if this throws.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html (and …-streaming-trailers.html)
 */
export async function* decodeChunks(payload: ChunkedPayload): AsyncGenerator<Buffer> {
  const reader = new ByteReader(payload.source);
  const chain = payload.signing && new SignatureChain(payload.signing);
  try {
    yield* readChunks(reader, chain);
    await readTrailers(reader, payload, chain);
  } finally {
    await reader.close();
  }
}

async function* readChunks(reader: ByteReader, chain: SignatureChain | undefined): AsyncGenerator<Buffer> {
  for (;;) {
    const { sizeBytes, signature } = parseChunkHeader(await reader.line(MAX_LINE_BYTES));
    for await (const bytes of reader.take(sizeBytes)) {
      chain?.update(bytes);
      yield bytes;
    }
    chain?.verifyChunk(signature);
    if (sizeBytes === 0) return;
    if ((await reader.line(MAX_LINE_BYTES)) !== '') throw malformed();
  }
}

async function readTrailers(
  reader: ByteReader,
  payload: ChunkedPayload,
  chain: SignatureChain | undefined,
): Promise<void> {
  let signature: string | undefined;
  for (let count = 0; ; count += 1) {
    const line = await reader.lastLine(MAX_LINE_BYTES);
    if (line === undefined) break;
    // AWS's examples put an empty line before the trailer's signature, some clients do not, and all end with one.
    if (line === '') continue;
    const [name = '', ...value] = line.split(':');
    if (!payload.hasTrailer || count > MAX_TRAILERS) throw malformed();
    if (name === 'x-amz-trailer-signature') signature = value.join(':').trim();
    else payload.trailers.set(name.trim().toLowerCase(), value.join(':').trim());
  }
  if (payload.hasTrailer) chain?.verifyTrailers(payload.trailers, signature);
}

function parseChunkHeader(line: string): { sizeBytes: number; signature: string | undefined } {
  const [, size, signature] = /^([0-9a-f]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (size === undefined) throw malformed();
  return { sizeBytes: Number.parseInt(size, 16), signature };
}

/** Each chunk's signature is made over the one before it, so chunks can be neither changed nor moved nor left out. */
class SignatureChain {
  readonly #signing: ChunkSigning;
  #previous: string;
  #chunkHash: Hash = createHash('sha256');

  constructor(signing: ChunkSigning) {
    this.#signing = signing;
    this.#previous = signing.seedSignature;
  }

  update(bytes: Buffer): void {
    this.#chunkHash.update(bytes);
  }

  verifyChunk(presented: string | undefined): void {
    const chunkHash = this.#chunkHash.digest('hex');
    this.#chunkHash = createHash('sha256');
    this.#advance('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_HASH, chunkHash], presented);
  }

  verifyTrailers(trailers: ReadonlyMap<string, string>, presented: string | undefined): void {
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
    this.#advance('AWS4-HMAC-SHA256-TRAILER', [createHash('sha256').update(text).digest('hex')], presented);
  }

  #advance(algorithm: string, hashes: readonly string[], presented: string | undefined): void {
    const { signingKey, timestamp, scope } = this.#signing;
    const expected = sign(signingKey, [algorithm, timestamp, scope, this.#previous, ...hashes].join('\n'));
    if (presented === undefined || !isSameSignature(expected, presented))
      throw new S3Error('SignatureDoesNotMatch');
    this.#previous = expected;
  }
}

function malformed(): S3Error {
  return new S3Error('InvalidRequest', 'The body is not in the aws-chunked encoding its headers announce.');
}
