import { describe, expect, it } from 'vitest';
import { parseCopyRange, parseRange } from './byte-range.ts';

describe('a range', () => {
  it.each([
    ['bytes=0-0', { startByte: 0, sizeBytes: 1 }],
    ['bytes=2-5', { startByte: 2, sizeBytes: 4 }],
    ['bytes=7-', { startByte: 7, sizeBytes: 3 }],
    ['bytes=7-99', { startByte: 7, sizeBytes: 3 }],
    ['bytes=-4', { startByte: 6, sizeBytes: 4 }],
    ['bytes=-99', { startByte: 0, sizeBytes: 10 }],
  ])('%s of ten bytes is a stretch of them', (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });

  it.each([undefined, 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b'])(
    '%s asks for everything',
    (header) => {
      expect(parseRange(header, 10)).toBeUndefined();
    },
  );

  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s of ten bytes cannot be satisfied', (header) => {
    expect(() => parseRange(header, 10)).toThrow(
      expect.objectContaining({
        code: 'InvalidRange',
        status: 416,
        headers: { 'content-range': 'bytes */10' },
      }),
    );
  });

  it('of a copy must lie inside the source', () => {
    expect(parseCopyRange('bytes=0-9', 10)).toEqual({ startByte: 0, sizeBytes: 10 });
    expect(() => parseCopyRange('bytes=0-10', 10)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
    expect(() => parseCopyRange('bytes=3-', 10)).toThrow(
      expect.objectContaining({ code: 'InvalidArgument' }),
    );
  });
});
