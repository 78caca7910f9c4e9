import { join } from 'node:path';
import type { Bucket } from '../bucket/bucket.ts';
import type { Segment } from '../disk/read-segments.ts';
import { readManifest } from '../multipart/manifest.ts';
import type { ObjectVersion } from './object-version.ts';

/** The files, in order, that hold a version's bytes. Pin them (`bucket.bytes.pin`) before asking. */
export async function objectSegments(bucket: Bucket, version: ObjectVersion): Promise<Segment[]> {
  const path = bucket.bytes.pathOf(version.bytes.id);
  if (version.bytes.layout === 'file') return [{ path, startByte: 0, sizeBytes: version.sizeBytes }];
  const { parts } = await readManifest(path);
  return parts.map((part) => ({ path: join(path, part.file), startByte: 0, sizeBytes: part.sizeBytes }));
}
