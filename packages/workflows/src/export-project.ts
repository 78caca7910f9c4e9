import { uploadStream } from '@dawg/client/node/upload-stream';
import type { StorageClient } from '@dawg/client/storage-client';
import { PROJECT_FORMAT } from '@dawg/contract/audio-formats';
import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { referenceTo, type AudioReference, type ProjectFile } from './project-file.ts';

export interface ExportProjectOptions {
  readonly client: StorageClient;
  /** The workstation's project. `data` is its own; the files whose `projectId` is this `id` are referred to. */
  readonly project: ProjectFile['project'];
  /** Where people reach the server: the link begins with it. */
  readonly serverUrl: string;
  readonly folderPath?: string;
  /** What is done where there is an export of that name; `keep-both` unless told. `replace` keeps it as a version. */
  readonly onConflict?: Parameters<typeof uploadStream>[1]['onConflict'];
  readonly signal?: AbortSignal;
  readonly putPart?: Parameters<typeof uploadStream>[1]['putPart'];
}

export interface ExportedProject {
  readonly file: StoredFile;
  /** Saves the file for whoever follows it within the hour, as often as they like. */
  readonly url: string;
  readonly expiresInSeconds: number;
  readonly audioCount: number;
}

/**
 * Stores a project as `NAME.dawgproject`, with references to its audio, through an upload session as every file, and
 * answers a link to it. What is added to the project or taken out of it while its files are listed may be missing or not.
 * Throws `file-too-large`, and what `uploadStream` throws; nothing is left then.
 */
export async function exportProject({
  client,
  project,
  serverUrl,
  signal = new AbortController().signal,
  ...place
}: ExportProjectOptions): Promise<ExportedProject> {
  const { maxFileBytes } = await client.uploads.rules.query();
  const audio = await referencesOf(client, project.id, maxFileBytes);
  const content: ProjectFile = {
    format: 'dawgproject',
    version: 1,
    exportedAt: new Date().toISOString(),
    project,
    audio,
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
  const file = await uploadStream(once(bytes), {
    ...place,
    client,
    fileName: `${project.name}.dawgproject`,
    contentType: PROJECT_FORMAT.contentType,
    category: 'projects',
    projectId: project.id,
    maxBytes: bytes.length,
    signal,
    onProgress: () => {},
  });
  const link = await client.downloads.link.mutate({ fileId: file.id });
  const url = new URL(link.url, serverUrl).href;
  return { file, url, expiresInSeconds: link.expiresInSeconds, audioCount: audio.length };
}

/** By path. Throws `file-too-large` as soon as they alone are more than a file may be: all are in memory. */
async function referencesOf(
  client: StorageClient,
  projectId: string,
  maxBytes: number,
): Promise<AudioReference[]> {
  const references: AudioReference[] = [];
  let sizeBytes = 0;
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof client.files.list.query>> = await client.files.list.query({
      projectId,
      sort: 'fileName',
      cursor,
    });
    const audio = page.files.filter(({ contentType }) => contentType !== PROJECT_FORMAT.contentType);
    references.push(...audio.map(referenceTo));
    sizeBytes += JSON.stringify(audio.map(referenceTo)).length;
    if (sizeBytes > maxBytes) throw new StorageError('file-too-large', { sizeBytes, maxBytes });
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return references.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
