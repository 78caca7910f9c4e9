import { combineParts, crc32, decodeCrc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { SignedPart } from '@dawg/contract/wire';
import type { ArrivedPart, MultipartTarget, ObjectStore } from '../src/ports/object-store.ts';

/** The object store in memory: the reference model of the port, and what unit tests run on. */
export interface MemoryObjectStore extends ObjectStore {
  /** What a PUT to a signed URL does, of a part or of the whole: 200, or the status a store would refuse it with. */
  receivePart(signed: SignedPart, bytes: Uint8Array): number;
  /** What a GET of a signed download URL answers, or null where there is nothing (any more). */
  serveDownload(
    url: string,
  ): { readonly bytes: Uint8Array; readonly fileName: string; readonly contentType: string } | null;
  /** Everything that takes room, and the keys that hold an empty tombstone, for the invariants of a test. */
  readonly keysHeld: () => {
    readonly objects: readonly string[];
    readonly multiparts: readonly string[];
    readonly sealed: readonly string[];
  };
  /** Bytes of the objects together. */
  readonly bytesHeld: () => number;
}

interface MemoryPart {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

interface MemoryMultipart {
  readonly key: string;
  readonly parts: Map<number, MemoryPart>;
}

/**
 * `reportsChecksums: false` makes the twin of a store that keeps none, as Ceph's gateway before 20,
 * `refusesOverwrite: false` that of one that ignores `If-None-Match`.
 */
export function createMemoryObjectStore(
  options: {
    readonly reportsChecksums?: boolean | undefined;
    readonly refusesOverwrite?: boolean | undefined;
    readonly now?: (() => number) | undefined;
  } = {},
): MemoryObjectStore {
  const reports = options.reportsChecksums ?? true;
  const now = options.now ?? Date.now;
  const objects = new Map<string, Uint8Array>();
  const multiparts = new Map<string, MemoryMultipart>();
  let counter = 0;

  const live = ({ key, multipartId }: MultipartTarget) => {
    const upload = multiparts.get(multipartId);
    return upload?.key === key ? upload : null;
  };
  const list = (upload: MemoryMultipart): ArrivedPart[] =>
    [...upload.parts]
      .toSorted(([a], [b]) => a - b)
      .map(([partNumber, { bytes, etag }]) => ({
        partNumber,
        sizeBytes: bytes.length,
        checksum: reports ? encodeCrc32(crc32(bytes)) : null,
        etag,
      }));

  const receiveWhole = (key: string, query: URLSearchParams, { headers }: SignedPart, bytes: Uint8Array) => {
    const isAsSigned =
      headers['content-type'] === query.get('contentType') &&
      headers['x-amz-checksum-crc32'] === query.get('checksum') &&
      headers['if-none-match'] === '*' &&
      bytes.length === Number(query.get('sizeBytes'));
    if (!isAsSigned) return 403;
    if (objects.has(key)) return 412;
    if (reports && encodeCrc32(crc32(bytes)) !== query.get('checksum')) return 400;
    objects.set(key, bytes.slice());
    return 200;
  };

  return {
    async startMultipart(key) {
      const multipartId = `multipart-${++counter}`;
      multiparts.set(multipartId, { key, parts: new Map() });
      return { key, multipartId };
    },

    async presignPart(target, part, expiresInSeconds) {
      const query = new URLSearchParams({
        multipartId: target.multipartId,
        partNumber: String(part.partNumber),
        expiresAt: String(now() + expiresInSeconds * 1000),
      });
      return {
        partNumber: part.partNumber,
        sizeBytes: part.sizeBytes,
        url: `memory:${target.key}?${query}`,
        headers: { 'x-amz-checksum-crc32': part.checksum },
        expiresInSeconds,
      };
    },

    async refusesOverwrite() {
      return options.refusesOverwrite ?? true;
    },

    async presignPut(key, { sizeBytes, checksum, contentType }, expiresInSeconds) {
      const signed = { contentType, checksum, sizeBytes: String(sizeBytes) };
      const query = new URLSearchParams({ ...signed, expiresAt: String(now() + expiresInSeconds * 1000) });
      return {
        partNumber: 1,
        sizeBytes,
        url: `memory:${key}?${query}`,
        headers: { 'content-type': contentType, 'x-amz-checksum-crc32': checksum, 'if-none-match': '*' },
        expiresInSeconds,
      };
    },

    async listParts(target) {
      const upload = live(target);
      return upload ? list(upload) : 'no-such-upload';
    },

    async completeMultipart(target, parts, checksum) {
      const upload = live(target);
      if (!upload) return 'no-such-upload';
      const held = list(upload);
      const asListed = parts.every((part) =>
        held.some((h) => h.partNumber === part.partNumber && h.etag === part.etag),
      );
      if (!asListed) return 'parts-refused';
      const chunks = parts.map((part) => upload.parts.get(part.partNumber)?.bytes ?? new Uint8Array());
      const whole = combineParts(chunks.map((bytes) => ({ crc: crc32(bytes), sizeBytes: bytes.length })));
      if (reports && whole !== decodeCrc32(checksum)) return 'checksum-mismatch';
      objects.set(target.key, concat(chunks));
      multiparts.delete(target.multipartId);
      return 'completed';
    },

    async abortMultipart(target) {
      if (live(target)) multiparts.delete(target.multipartId);
    },

    async findMultiparts(key) {
      return [...multiparts]
        .filter(([, upload]) => upload.key === key)
        .map(([multipartId]) => ({ key, multipartId }));
    },

    async readRange(key, { start, end }) {
      return objects.get(key)?.slice(start, end) ?? null;
    },

    async headObject(key) {
      const bytes = objects.get(key);
      if (!bytes) return null;
      return { sizeBytes: bytes.length, checksum: reports ? encodeCrc32(crc32(bytes)) : null };
    },

    async computeChecksum(key, onProgress) {
      await onProgress();
      return encodeCrc32(crc32(objects.get(key) ?? new Uint8Array()));
    },

    async presignDownload(key, as, expiresInSeconds) {
      return `memory:${key}?${new URLSearchParams({ ...as, expiresAt: String(now() + expiresInSeconds * 1000) })}`;
    },

    async putObject(key, bytes) {
      objects.set(key, bytes.slice());
    },

    async sealKey(key) {
      objects.set(key, new Uint8Array());
    },

    async deleteObject(key) {
      objects.delete(key);
    },

    receivePart(signed, bytes) {
      const { key, query } = parse(signed.url);
      if (Number(query.get('expiresAt')) < now()) return 403;
      if (!query.has('multipartId')) return receiveWhole(key, query, signed, bytes);
      const upload = live({ key, multipartId: query.get('multipartId') ?? '' });
      if (!upload) return 404;
      if (bytes.length !== signed.sizeBytes) return 403;
      if (reports && encodeCrc32(crc32(bytes)) !== signed.headers['x-amz-checksum-crc32']) return 400;
      upload.parts.set(Number(query.get('partNumber')), { bytes: bytes.slice(), etag: `"${++counter}"` });
      return 200;
    },

    serveDownload(url) {
      const { key, query } = parse(url);
      const bytes = Number(query.get('expiresAt')) < now() ? undefined : objects.get(key);
      if (!bytes) return null;
      return { bytes, fileName: query.get('fileName') ?? '', contentType: query.get('contentType') ?? '' };
    },

    bytesHeld: () => [...objects.values()].reduce((sum, bytes) => sum + bytes.length, 0),

    keysHeld: () => ({
      // No file is empty: what is, is a tombstone.
      objects: [...objects].filter(([, bytes]) => bytes.length > 0).map(([key]) => key),
      multiparts: [...multiparts.values()].map(({ key }) => key),
      sealed: [...objects].filter(([, bytes]) => bytes.length === 0).map(([key]) => key),
    }),
  };
}

function parse(url: string): { readonly key: string; readonly query: URLSearchParams } {
  const [key = '', query = ''] = url.slice('memory:'.length).split('?');
  return { key, query: new URLSearchParams(query) };
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
