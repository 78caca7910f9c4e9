import type { StoredFile } from '../src/wire.ts';

/** A file as it travels, for tests; `id` is also its name's stem. */
export function storedFile(id: string, change: Partial<StoredFile> = {}): StoredFile {
  return {
    id,
    fileName: `${id}.wav`,
    originalName: `${id}.wav`,
    folderId: null,
    folderPath: '',
    versionId: `${id}-1`,
    contentType: 'audio/wav',
    sizeBytes: 1,
    checksum: 'AAAAAA==',
    durationSeconds: null,
    audio: { state: 'pending', waveform: null },
    scan: { state: 'clean', detail: null },
    projectId: null,
    tags: [],
    metadata: {},
    isFavourite: false,
    isPublic: false,
    publicUrl: null,
    uploadedAt: '2026-11-24T00:00:00.000Z',
    updatedAt: '2026-11-24T00:00:00.000Z',
    trashedAt: null,
    ...change,
  };
}
