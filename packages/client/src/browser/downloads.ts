import type { StorageError } from '@dawg/contract/storage-error';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { saveDownload, type SaveTarget } from './save-download.ts';

export type DownloadStatus =
  | { readonly kind: 'receiving' }
  /** The connection is lost; goes on by itself. */
  | { readonly kind: 'waiting' }
  /** On the disk, every byte as it was stored. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly error: StorageError };

/** One file on its way to the disk. Replaced, never changed in place. */
export interface DownloadItem {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly status: DownloadStatus;
}

/** What is fetched: a file, or an earlier version of it. */
export interface DownloadSource {
  readonly fileId: string;
  readonly versionId?: string | undefined;
  readonly sizeBytes: number;
  readonly acceptUnscanned?: boolean | undefined;
}

/** Downloads that this page writes to the disk. */
export interface Downloads {
  start(source: DownloadSource, target: SaveTarget): void;
  /** Stops a download and removes it; nothing of it stays on the disk. */
  cancel(id: string): void;
  /** Removes one that is saved or has failed. */
  dismiss(id: string): void;
  /** The same object until something changes. */
  snapshot(): readonly DownloadItem[];
  subscribe(listener: () => void): () => void;
}

const NOTIFY_INTERVAL_MS = 100;

export function createDownloads(client: StorageClient): Downloads {
  let items: readonly DownloadItem[] = [];
  const controllers = new Map<string, AbortController>();
  const listeners = new Set<() => void>();
  const publish = (next: readonly DownloadItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const change = (id: string, to: Partial<DownloadItem>) =>
    publish(items.map((item) => (item.id === id ? { ...item, ...to } : item)));
  const remove = (id: string) => publish(items.filter((item) => item.id !== id));

  const run = async (
    id: string,
    { fileId, versionId, acceptUnscanned }: DownloadSource,
    target: SaveTarget,
    signal: AbortSignal,
  ) => {
    let shownAt = 0;
    try {
      await saveDownload(fileId, target, {
        client,
        signal,
        versionId,
        acceptUnscanned,
        onProgress: (receivedBytes) => {
          const now = performance.now();
          if (now - shownAt < NOTIFY_INTERVAL_MS) return;
          shownAt = now;
          change(id, { receivedBytes });
        },
        onWaiting: (error) => change(id, { status: { kind: error ? 'waiting' : 'receiving' } }),
      });
      const sizeBytes = items.find((item) => item.id === id)?.sizeBytes ?? 0;
      change(id, { status: { kind: 'saved' }, receivedBytes: sizeBytes });
    } catch (error) {
      if (!signal.aborted) change(id, { status: { kind: 'failed', error: toStorageError(error) } });
    } finally {
      controllers.delete(id);
    }
  };

  return {
    start: (source, target) => {
      const { sizeBytes } = source;
      const id = crypto.randomUUID();
      const controller = new AbortController();
      controllers.set(id, controller);
      const status = { kind: 'receiving' } as const;
      publish([...items, { id, fileName: target.name, sizeBytes, receivedBytes: 0, status }]);
      void run(id, source, target, controller.signal);
    },
    cancel: (id) => {
      controllers.get(id)?.abort(new Error('the download was cancelled'));
      remove(id);
    },
    dismiss: (id) => {
      if (!controllers.has(id)) remove(id);
    },
    snapshot: () => items,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
