import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CompleteMultipartUploadCommandInput,
  type CreateMultipartUploadCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { sendSigned } from '../../testing/raw-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const MIN_PART = 5 * 1024 * 1024;
const first = randomBytes(MIN_PART);
const second = randomBytes(MIN_PART + 1);
const last = randomBytes(1234);

const crcOf = (bytes: Buffer) => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

interface Target {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
}
const start = async (
  Key: string,
  input: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<Target> => {
  const { UploadId } = await store.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }));
  return { Bucket, Key, UploadId };
};
const send = async (
  target: Target,
  PartNumber: number,
  Body: Buffer,
  extra: object = {},
): Promise<CompletedPart> => {
  const { ETag } = await store.client.send(new UploadPartCommand({ ...target, PartNumber, Body, ...extra }));
  return { PartNumber, ETag };
};
const complete = (
  target: Target,
  Parts: CompletedPart[],
  extra: Partial<CompleteMultipartUploadCommandInput> = {},
) =>
  store.client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts }, ...extra }));
const abort = (target: Target) => store.client.send(new AbortMultipartUploadCommand(target));
const listParts = (target: Target, extra: object = {}) =>
  store.client.send(new ListPartsCommand({ ...target, ...extra }));
const head = (Key: string) =>
  store.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
const read = async (Key: string, Range?: string) => {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const bytesEntries = () => readdir(join(store.directory, 'buckets/bucket-media/bytes'));

describe('a multipart upload', () => {
  it('becomes one object, with the ETag and description S3 gives it', async () => {
    const target = await start('whole', {
      ContentType: 'audio/wav',
      Metadata: { take: '7' },
      Tagging: 'a=1',
    });
    await expect(head('whole')).rejects.toMatchObject(failure('NotFound', 404));
    const parts = [await send(target, 1, first), await send(target, 2, second), await send(target, 5, last)];
    const { ETag } = await complete(target, parts);
    const md5s = [first, second, last].map((part) => createHash('md5').update(part).digest());
    expect(ETag).toBe(`"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`);
    expect(await head('whole')).toMatchObject({
      ETag,
      ContentType: 'audio/wav',
      Metadata: { take: '7' },
      TagCount: 1,
    });
    expect((await read('whole')).equals(Buffer.concat([first, second, last]))).toBe(true);
  });

  it('can be read across the borders of its parts, and part by part', async () => {
    const whole = Buffer.concat([first, second, last]);
    const [from, to] = [MIN_PART - 10, 2 * MIN_PART + 20];
    expect((await read('whole', `bytes=${from}-${to}`)).equals(whole.subarray(from, to + 1))).toBe(true);
    expect((await read('whole', 'bytes=-1234')).equals(last)).toBe(true);
    const part = await store.client.send(new GetObjectCommand({ Bucket, Key: 'whole', PartNumber: 2 }));
    expect(part).toMatchObject({ PartsCount: 3, ContentLength: second.length });
    expect(Buffer.from((await part.Body?.transformToByteArray()) ?? []).equals(second)).toBe(true);
  });

  it('keeps the newest of a part that is sent again, and only its bytes', async () => {
    const target = await start('again');
    const old = await send(target, 1, last);
    const files = (await readdir(join(store.directory, 'buckets/bucket-media/bytes', target.UploadId ?? '')))
      .length;
    const part = await send(target, 1, Buffer.from('newer'));
    expect(
      await readdir(join(store.directory, 'buckets/bucket-media/bytes', target.UploadId ?? '')),
    ).toHaveLength(files);
    await expect(complete(target, [old])).rejects.toMatchObject(failure('InvalidPart', 400));
    await complete(target, [part]);
    expect((await read('again')).toString()).toBe('newer');
  });

  it('leaves the parts that are not listed out, and removes them', async () => {
    const target = await start('chosen');
    await send(target, 1, first);
    const part = await send(target, 2, last);
    await complete(target, [part]);
    expect((await read('chosen')).equals(last)).toBe(true);
    const folder = join(store.directory, 'buckets/bucket-media/bytes', target.UploadId ?? '');
    expect((await readdir(folder)).toSorted()[1]).toBe('manifest.json');
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('survives a restart, half-way and complete', async () => {
    const target = await start('restarted', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [await send(target, 1, first)];
    await store.restart();
    parts.push(await send(target, 2, last));
    expect((await listParts(target)).Parts).toMatchObject([
      { Size: first.length, ChecksumCRC32: crcOf(first) },
      { Size: last.length },
    ]);
    await complete(target, parts);
    await store.restart();
    expect((await read('restarted')).equals(Buffer.concat([first, last]))).toBe(true);
    expect((await head('restarted')).ChecksumCRC32).toBe(crcOf(Buffer.concat([first, last])));
  });

  it('replaces the object of its key, whose bytes are removed', async () => {
    await store.client.send(new PutObjectCommand({ Bucket, Key: 'taken', Body: 'old' }));
    const entries = (await bytesEntries()).length;
    const target = await start('taken');
    await complete(target, [await send(target, 1, last)]);
    expect(await bytesEntries()).toHaveLength(entries);
    await store.client.send(new DeleteObjectCommand({ Bucket, Key: 'taken' }));
    expect(await bytesEntries()).toHaveLength(entries - 1);
  });
});

describe('a checksum of a multipart upload', () => {
  const whole = Buffer.concat([first, last]);

  it('of the full object is combined from the parts’, given or not', async () => {
    const target = await start('full', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [
      await send(target, 1, first, { ChecksumCRC32: crcOf(first) }),
      await send(target, 2, last),
    ];
    const answer = await complete(target, parts, {
      ChecksumCRC32: crcOf(whole),
      ChecksumType: 'FULL_OBJECT',
    });
    expect(answer).toMatchObject({ ChecksumCRC32: crcOf(whole), ChecksumType: 'FULL_OBJECT' });
    expect(await head('full')).toMatchObject({ ChecksumCRC32: crcOf(whole), ChecksumType: 'FULL_OBJECT' });
  });

  it('of the full object that differs is refused, and the object does not appear', async () => {
    const target = await start('differs', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [await send(target, 1, first), await send(target, 2, last)];
    await expect(complete(target, parts, { ChecksumCRC32: crcOf(last) })).rejects.toMatchObject(
      failure('BadDigest', 400),
    );
    await expect(head('differs')).rejects.toMatchObject(failure('NotFound', 404));
    await complete(target, parts, { ChecksumCRC32: crcOf(whole) });
  });

  it.each(['CRC32C', 'CRC64NVME'] as const)(
    '%s of the full object equals that of the same bytes in one PUT',
    async (ChecksumAlgorithm) => {
      const target = await start('combined', { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
      const name = `Checksum${ChecksumAlgorithm}` as const;
      const answer = await complete(target, [await send(target, 1, first), await send(target, 2, last)]);
      const single = await store.client.send(
        new PutObjectCommand({ Bucket, Key: 'single', Body: whole, ChecksumAlgorithm }),
      );
      expect(answer[name]).toBe(single[name]);
    },
  );

  it('is composed of the parts’ for SHA-256', async () => {
    const target = await start('composite', { ChecksumAlgorithm: 'SHA256' });
    const parts = [
      {
        ...(await send(target, 1, first, { ChecksumSHA256: sha256Of(first) })),
        ChecksumSHA256: sha256Of(first),
      },
      {
        ...(await send(target, 2, last, { ChecksumSHA256: sha256Of(last) })),
        ChecksumSHA256: sha256Of(last),
      },
    ];
    await expect(complete(target, [{ ...parts[0], ChecksumSHA256: undefined }])).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
    await expect(complete(target, [{ ...parts[0], ChecksumSHA256: sha256Of(last) }])).rejects.toMatchObject(
      failure('InvalidPart', 400),
    );
    const digests = Buffer.concat([first, last].map((part) => Buffer.from(sha256Of(part), 'base64')));
    const expected = { ChecksumSHA256: `${sha256Of(digests)}-2`, ChecksumType: 'COMPOSITE' };
    expect(await complete(target, parts)).toMatchObject(expected);
    expect(await head('composite')).toMatchObject(expected);
  });

  it.each([
    ['SHA256', 'FULL_OBJECT'],
    ['SHA1', 'FULL_OBJECT'],
    ['CRC64NVME', 'COMPOSITE'],
  ] as const)('cannot be %s of type %s', async (ChecksumAlgorithm, ChecksumType) => {
    await expect(start('impossible', { ChecksumAlgorithm, ChecksumType })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
  });

  it('defaults to the type S3 gives each algorithm', async () => {
    const type = async (ChecksumAlgorithm: 'CRC32' | 'CRC64NVME') =>
      (
        await store.client.send(
          new CreateMultipartUploadCommand({ Bucket, Key: 'default', ChecksumAlgorithm }),
        )
      ).ChecksumType;
    expect(await type('CRC32')).toBe('COMPOSITE');
    expect(await type('CRC64NVME')).toBe('FULL_OBJECT');
  });

  it('that is wrong for a part refuses the part and keeps the one before', async () => {
    const target = await start('partly', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    await send(target, 1, last);
    await expect(send(target, 1, first, { ChecksumCRC32: crcOf(last) })).rejects.toMatchObject(
      failure('BadDigest', 400),
    );
    expect((await listParts(target)).Parts).toMatchObject([
      { PartNumber: 1, Size: last.length, ChecksumCRC32: crcOf(last) },
    ]);
    expect(await readdir(join(store.directory, 'tmp'))).toEqual([]);
  });

  it('of another kind than the upload’s, or none where each part needs one, is refused', async () => {
    const composite = await start('mixed', { ChecksumAlgorithm: 'SHA256' });
    await expect(send(composite, 1, last, { ChecksumCRC32: crcOf(last) })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
    await expect(send(composite, 1, last)).rejects.toThrow(
      'expected checksum Type: sha256, actual checksum Type: null',
    );
    const full = await start('mixed', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const part = await send(full, 1, last);
    await expect(complete(full, [part], { ChecksumType: 'COMPOSITE' })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
    await expect(complete(full, [part], { ChecksumCRC32C: crcOf(last) })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
  });
});

describe('Complete', () => {
  it('asked for again with the same list succeeds, also after a restart', async () => {
    const target = await start('repeated');
    const parts = [await send(target, 1, first), await send(target, 2, last)];
    const answer = await complete(target, parts, { IfNoneMatch: '*' });
    expect(await complete(target, parts, { IfNoneMatch: '*' })).toMatchObject({ ETag: answer.ETag });
    await store.restart();
    expect(await complete(target, parts)).toMatchObject({ ETag: answer.ETag });
    await expect(complete(target, parts.slice(0, 1))).rejects.toMatchObject(failure('NoSuchUpload', 404));
    await store.client.send(new PutObjectCommand({ Bucket, Key: 'repeated', Body: 'another' }));
    await expect(complete(target, parts)).rejects.toMatchObject(failure('NoSuchUpload', 404));
  });

  it('asked for many times at once makes one object', async () => {
    const target = await start('rushed');
    const parts = [await send(target, 1, first), await send(target, 2, last)];
    const answers = await Promise.all(Array.from({ length: 8 }, () => complete(target, parts)));
    expect(new Set(answers.map(({ ETag }) => ETag)).size).toBe(1);
    expect((await read('rushed')).length).toBe(first.length + last.length);
  });

  it('against an abort has one winner', async () => {
    for (let round = 0; round < 5; round += 1) {
      const Key = `contest ${round}`;
      const target = await start(Key);
      const parts = [await send(target, 1, last)];
      const [completed, aborted] = await Promise.allSettled([complete(target, parts), abort(target)]);
      expect([completed.status, aborted.status].toSorted()).toEqual(['fulfilled', 'rejected']);
      if (completed.status === 'fulfilled') expect((await read(Key)).equals(last)).toBe(true);
      else await expect(head(Key)).rejects.toMatchObject(failure('NotFound', 404));
    }
  });

  it('refuses lists that are wrong, and the upload stays as it was', async () => {
    const target = await start('wrong');
    const parts = [await send(target, 1, first), await send(target, 2, last)] as const;
    const [one, two] = parts;
    await expect(complete(target, [two, one])).rejects.toMatchObject(failure('InvalidPartOrder', 400));
    await expect(complete(target, [one, one])).rejects.toMatchObject(failure('InvalidPartOrder', 400));
    await expect(complete(target, [one, { ...two, ETag: '"abc"' }])).rejects.toMatchObject(
      failure('InvalidPart', 400),
    );
    await expect(complete(target, [one, { PartNumber: 3, ETag: two.ETag }])).rejects.toMatchObject(
      failure('InvalidPart', 400),
    );
    await expect(complete(target, [])).rejects.toMatchObject(failure('MalformedXML', 400));
    expect((await listParts(target)).Parts).toHaveLength(2);
    await complete(target, [...parts]);
  });

  it('refuses a part but the last that is below 5 MiB', async () => {
    const target = await start('small');
    const parts = [await send(target, 1, last), await send(target, 2, last)];
    await expect(complete(target, parts)).rejects.toMatchObject(failure('EntityTooSmall', 400));
  });

  it('holds the size against the one the client expects', async () => {
    const target = await start('sized');
    const parts = [await send(target, 1, last)];
    await expect(complete(target, parts, { MpuObjectSize: 1 })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
    await complete(target, parts, { MpuObjectSize: last.length });
  });

  it('with If-None-Match: * does not replace what is there', async () => {
    await store.client.send(new PutObjectCommand({ Bucket, Key: 'there', Body: 'x' }));
    const target = await start('there');
    const parts = [await send(target, 1, last)];
    await expect(complete(target, parts, { IfNoneMatch: '*' })).rejects.toMatchObject(
      failure('PreconditionFailed', 412),
    );
    expect((await read('there')).toString()).toBe('x');
    await complete(target, parts);
  });
});

describe('Abort', () => {
  it('ends the upload and removes its parts', async () => {
    const entries = (await bytesEntries()).length;
    const target = await start('aborted');
    await send(target, 1, first);
    expect((await abort(target)).$metadata.httpStatusCode).toBe(204);
    expect(await bytesEntries()).toHaveLength(entries);
    await expect(abort(target)).rejects.toMatchObject(failure('NoSuchUpload', 404));
    await expect(listParts(target)).rejects.toMatchObject(failure('NoSuchUpload', 404));
    await expect(send(target, 1, last)).rejects.toMatchObject(failure('NoSuchUpload', 404));
    await expect(complete(target, [{ PartNumber: 1, ETag: '"x"' }])).rejects.toMatchObject(
      failure('NoSuchUpload', 404),
    );
  });

  it('does not end another key’s upload', async () => {
    const target = await start('mine');
    await expect(abort({ ...target, Key: 'yours' })).rejects.toMatchObject(failure('NoSuchUpload', 404));
    await abort(target);
  });

  it('while a part is on its way leaves nothing of it', async () => {
    const target = await start('late');
    const [sent] = await Promise.allSettled([send(target, 1, first), abort(target)]);
    if (sent.status === 'rejected') expect(sent.reason).toMatchObject(failure('NoSuchUpload', 404));
    expect(await readdir(join(store.directory, 'tmp'))).toEqual([]);
    expect(await bytesEntries()).not.toContain(target.UploadId);
  });
});

describe('UploadPart', () => {
  it.each(['0', '10001', '-1', 'x', ''])('refuses part number "%s"', async (partNumber) => {
    const target = await start('numbered');
    const query = `partNumber=${partNumber}&uploadId=${target.UploadId}`;
    const answer = await sendSigned(store, { method: 'PUT', path: '/media/numbered', query, body: 'x' });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });
});

describe('UploadPartCopy', () => {
  it('takes a part, or a stretch of one, from another object', async () => {
    const source = Buffer.concat([first, last]);
    await store.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: source }));
    const target = await start('copied', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const copy = async (PartNumber: number, CopySourceRange?: string) => {
      const command = new UploadPartCopyCommand({
        ...target,
        PartNumber,
        CopySource: `${Bucket}/source`,
        CopySourceRange,
      });
      return { PartNumber, ETag: (await store.client.send(command)).CopyPartResult?.ETag };
    };
    const parts = [await copy(1), await copy(2, 'bytes=10-19')];
    await expect(copy(3, `bytes=0-${source.length}`)).rejects.toMatchObject(failure('InvalidRange', 416));
    await complete(target, parts);
    const expected = Buffer.concat([source, source.subarray(10, 20)]);
    expect((await read('copied')).equals(expected)).toBe(true);
    expect((await head('copied')).ChecksumCRC32).toBe(crcOf(expected));
  });
});

describe('ListParts', () => {
  it('gives the parts in order, page by page', async () => {
    const target = await start('pages');
    for (const number of [7, 2, 10_000, 1]) await send(target, number, last);
    const one = await listParts(target, { MaxParts: 3 });
    expect(one).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '7',
      Parts: [{ PartNumber: 1 }, { PartNumber: 2 }, { PartNumber: 7 }],
    });
    const two = await listParts(target, { MaxParts: 3, PartNumberMarker: one.NextPartNumberMarker });
    expect(two).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 10_000, Size: last.length }] });
    await abort(target);
  });
});

describe('ListMultipartUploads', () => {
  it('gives open uploads by key and age, folded and page by page', async () => {
    const bucket = await startTestStore();
    try {
      const create = async (Key: string) =>
        (await bucket.client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId;
      const ids: (string | undefined)[] = [];
      for (const key of ['b/1', 'a', 'a', 'b/2', 'c']) ids.push(await create(key));
      const list = (extra: object) =>
        bucket.client.send(new ListMultipartUploadsCommand({ Bucket, ...extra }));
      const inOrder = [ids[1], ids[2], ids[0], ids[3], ids[4]];
      expect((await list({})).Uploads?.map(({ UploadId }) => UploadId)).toEqual(inOrder);
      expect((await list({ Prefix: 'b/' })).Uploads?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
      expect(await list({ Delimiter: '/' })).toMatchObject({
        CommonPrefixes: [{ Prefix: 'b/' }],
        Uploads: [{ Key: 'a' }, { Key: 'a' }, { Key: 'c' }],
      });

      const seen: (string | undefined)[] = [];
      let page = await list({ MaxUploads: 1 });
      for (;;) {
        seen.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
        if (page.IsTruncated !== true) break;
        page = await list({
          MaxUploads: 1,
          KeyMarker: page.NextKeyMarker,
          UploadIdMarker: page.NextUploadIdMarker,
        });
      }
      expect(seen).toEqual(inOrder);
    } finally {
      await bucket.stop();
    }
  });
});
