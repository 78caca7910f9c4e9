import { S3Error } from '../s3-error.ts';

/** A stretch of an object, never empty. */
export interface ByteRange {
  readonly startByte: number;
  readonly sizeBytes: number;
}

/**
 * What a Range header asks of an object of `sizeBytes` bytes; `undefined` means all of it. As S3 does, a header that is not one
 * range of bytes is ignored (RFC 9110, 14.2 allows that).
 * @throws S3Error InvalidRange (416) when the range begins behind the end
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;

  const startByte = first === '' ? Math.max(sizeBytes - Number(last), 0) : Number(first);
  const endByte = first === '' || last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (startByte >= endByte) throw unsatisfiable(header, sizeBytes);
  return { startByte, sizeBytes: endByte - startByte };
}

/** The `x-amz-copy-source-range` of UploadPartCopy, which unlike Range must be exact: `bytes=first-last`, inside the source. */
export function parseCopyRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last.',
    );
  }
  if (Number(last) >= sizeBytes) throw unsatisfiable(header, sizeBytes);
  return { startByte: Number(first), sizeBytes: Number(last) + 1 - Number(first) };
}

/** The value of a Content-Range header. */
export function contentRange(range: ByteRange, totalBytes: number): string {
  return `bytes ${range.startByte}-${range.startByte + range.sizeBytes - 1}/${totalBytes}`;
}

function unsatisfiable(header: string | undefined, sizeBytes: number): S3Error {
  return new S3Error('InvalidRange', undefined, {
    fields: { RangeRequested: header ?? '', ActualObjectSize: String(sizeBytes) },
    headers: { 'content-range': `bytes */${sizeBytes}` },
  });
}
