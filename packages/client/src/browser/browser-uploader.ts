import type { UploadSession } from '@dawg/contract/wire';
import { isUnfinished } from '../upload/upload-item.ts';
import { createUploader, type AddOptions, type Uploader, type UploaderOptions } from '../upload/uploader.ts';
import { fileSource } from './file-source.ts';
import { mayRead } from './file-system-access.ts';
import { createHandleStore, type HandleStore, type KeptFile } from './handle-store.ts';
import { putPartByXhr } from './put-part-by-xhr.ts';
import { partWorkers } from './part-workers.ts';
import { createTabTurns } from './tab-turns.ts';

/** A file that a person chose or dropped. */
export interface ChosenFile {
  readonly file: File;
  /** The folders it came in, outermost first, or empty. */
  readonly folderPath: string;
  /** Where the browser gives one: the upload can be continued after a reload without choosing the file again. */
  readonly handle: FileSystemFileHandle | null;
}

export interface BrowserUploader extends Uploader {
  addFiles(files: readonly ChosenFile[], options?: AddOptions): void;
  /** Of these sessions, those whose file this browser can open again. */
  reopenable(sessions: readonly UploadSession[]): Promise<readonly UploadSession[]>;
  /**
   * Opens the files of these sessions and goes on with them; to be called by a press, as the browser may ask. Answers
   * the sessions whose file is gone or may not be read.
   */
  reopen(sessions: readonly UploadSession[]): Promise<readonly UploadSession[]>;
}

export interface BrowserUploaderOptions extends Omit<UploaderOptions, 'platform'> {
  readonly handles?: HandleStore | undefined;
}

/** Over HTTP/1.1 a browser opens six connections to one host, for all tabs together. */
const LANES = { start: 6, least: 2, most: 6 };

/** While one is sent the next is signed and one more read: with two, lanes waited 5 % of the time for signatures. */
const BATCHES = 3;

/** No session lives longer than six days: what became of older ones is no matter. */
const KEPT_MS = 7 * 24 * 3600_000;

/** The uploader with a browser's ways to send, to take turns among tabs, and to open files again. */
export function createBrowserUploader({
  handles: given,
  ...options
}: BrowserUploaderOptions): BrowserUploader {
  const handles = given ?? createHandleStore();
  const platform = { putPart: putPartByXhr, turns: createTabTurns(), lanes: LANES, batches: BATCHES };
  const uploader = createUploader({ ...options, platform });
  const keptFiles = new Map<string, KeptFile>();
  const keptSessions = new Map<string, string>();

  /** Files of sessions under way are kept, those of ended ones forgotten. */
  const followSessions = () => {
    for (const item of uploader.snapshot().items) {
      const file = keptFiles.get(item.id);
      if (!file) continue;
      const kept = keptSessions.get(item.id);
      if (item.sessionId && item.sessionId !== kept && isUnfinished(item)) {
        if (kept) void quietly(handles.forget(kept));
        keptSessions.set(item.id, item.sessionId);
        void quietly(handles.keep(item.sessionId, file));
      }
      if (item.status.kind === 'stored' || item.status.kind === 'cancelled') {
        keptFiles.delete(item.id);
        if (kept) void quietly(handles.forget(kept));
      }
    }
  };
  uploader.subscribe(followSessions);

  const addFiles = (files: readonly ChosenFile[], addOptions?: AddOptions) => {
    partWorkers(); // their script is fetched while the server is asked
    const sources = files.map(({ file, folderPath, handle }) =>
      fileSource(file, { folderPath, handle: handle ?? undefined }),
    );
    const ids = uploader.add(sources, addOptions);
    files.forEach(({ handle, folderPath }, index) => {
      const id = ids[index];
      if (handle && id !== undefined) keptFiles.set(id, { handle, folderPath, keptAt: Date.now() });
    });
  };

  const open = async (session: UploadSession): Promise<ChosenFile | null> => {
    const kept = await handles.find(session.id);
    if (!kept) return null;
    try {
      if (!(await mayRead(kept.handle))) return null;
      return { ...kept, file: await kept.handle.getFile() };
    } catch (error) {
      // Moved or deleted; another failure (no press to ask by) may pass.
      if (error instanceof DOMException && error.name === 'NotFoundError') await handles.forget(session.id);
      return null;
    }
  };

  return {
    ...uploader,
    addFiles,
    reopenable: async (sessions) => {
      await handles.forgetOlderThan(Date.now() - KEPT_MS);
      const kept = new Set(await handles.sessionIds());
      return sessions.filter(({ id }) => kept.has(id));
    },
    reopen: async (sessions) => {
      const gone: UploadSession[] = [];
      for (const session of sessions) {
        const file = await open(session);
        const { projectId, folderId, onConflict } = session;
        const destination = { projectId: projectId ?? undefined, folderId: folderId ?? undefined };
        if (file) addFiles([file], { ...destination, onConflict });
        else gone.push(session);
      }
      return gone;
    },
  };
}

/**
 * Lets the uploader try at once when the line or the person is back: hints only, as `navigator.onLine` is often wrong.
 * Answers the way to stop.
 */
export function wakeOnReturn(uploader: Uploader): () => void {
  const stop = new AbortController();
  const wakeIfSeen = () => {
    if (document.visibilityState === 'visible') uploader.wake();
  };
  window.addEventListener('online', () => uploader.wake(), { signal: stop.signal });
  document.addEventListener('visibilitychange', wakeIfSeen, { signal: stop.signal });
  return () => stop.abort();
}

/** Without storage (a private window, a full disk) uploads work; only the one-press continuation is missing. */
async function quietly(work: Promise<void>): Promise<void> {
  await Promise.allSettled([work]);
}
