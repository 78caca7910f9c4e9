import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bucket } from '../bucket/bucket.ts';
import { stageFile, syncFolder, renameDurably, writeFileDurably } from '../disk/durable-write.ts';
import { manifestPath, type Manifest } from './manifest.ts';
import type { Part, Upload } from './upload.ts';

const HEADER = 'upload.json';
const PART_RECORD = /^\d+\.json$/;

type UploadHeader = Omit<Upload, 'parts'>;

/** Says that this folder is an open upload, and which. */
export async function writeUploadHeader(bucket: Bucket, folder: string, upload: Upload): Promise<void> {
  const { parts: _, ...header } = upload;
  await writeFileDurably(
    bucket.temporaryFolder,
    join(folder, HEADER),
    JSON.stringify(header satisfies UploadHeader),
  );
}

/** Gives a received file its place as a part. Renaming the part's record is the commit; until then the part before it counts. */
export async function placePart(
  bucket: Bucket,
  upload: Upload,
  part: Part,
  receivedPath: string,
): Promise<void> {
  const folder = bucket.bytes.pathOf(upload.id);
  const record = await stageFile(bucket.temporaryFolder, JSON.stringify(part));
  await renameDurably(receivedPath, join(folder, part.file));
  await renameDurably(record, join(folder, `${part.partNumber}.json`));
  const replaced = upload.parts.get(part.partNumber);
  upload.parts.set(part.partNumber, part);
  if (replaced !== undefined) await rm(join(folder, replaced.file), { force: true });
}

export async function writeManifest(bucket: Bucket, uploadId: string, manifest: Manifest): Promise<void> {
  await writeFileDurably(
    bucket.temporaryFolder,
    manifestPath(bucket.bytes.pathOf(uploadId)),
    JSON.stringify(manifest),
  );
}

/**
 * Turns the folder of a completed upload into bytes like any other: nothing in it but the object's parts, and no longer an
 * upload. The header goes last, so that a crash before it is noticed and this is done again.
 */
export async function sealUpload(folder: string, manifest: Manifest): Promise<void> {
  const header = join(folder, HEADER);
  const kept = new Set([
    header,
    manifestPath(folder),
    ...manifest.parts.map((part) => join(folder, part.file)),
  ]);
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  await Promise.all(paths.filter((path) => !kept.has(path)).map((path) => rm(path, { force: true })));
  await rm(header, { force: true });
  await syncFolder(folder);
}

/** Whether the folder still says it is an open upload. */
export async function isOpenUpload(folder: string): Promise<boolean> {
  return (await readdir(folder)).includes(HEADER);
}

/** The open upload a folder holds. */
export async function loadUpload(folder: string): Promise<Upload> {
  const names = await readdir(folder);
  // Both kinds of file are ours and were renamed into place whole.
  const header = JSON.parse(await readFile(join(folder, HEADER), 'utf8')) as UploadHeader;
  const parts = new Map<number, Part>();
  for (const name of names.filter((candidate) => PART_RECORD.test(candidate))) {
    const part = JSON.parse(await readFile(join(folder, name), 'utf8')) as Part;
    parts.set(part.partNumber, part);
  }
  await removeStrays(folder, names, parts);
  return { ...header, parts };
}

/** Bytes whose record was not written before the crash, or has been replaced. */
async function removeStrays(
  folder: string,
  names: readonly string[],
  parts: ReadonlyMap<number, Part>,
): Promise<void> {
  const files = new Set([...parts.values()].map((part) => part.file));
  const strays = names.filter((name) => name !== HEADER && !PART_RECORD.test(name) && !files.has(name));
  await Promise.all(strays.map((name) => rm(join(folder, name), { force: true })));
}
