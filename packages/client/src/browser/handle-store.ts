import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A file that this browser can open again without its person choosing it again. */
export interface KeptFile {
  readonly handle: FileSystemFileHandle;
  readonly folderPath: string;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
}

/** The files behind unfinished upload sessions, kept over reloads. */
export interface HandleStore {
  keep(sessionId: string, file: KeptFile): Promise<void>;
  forget(sessionId: string): Promise<void>;
  find(sessionId: string): Promise<KeptFile | null>;
  /** Sessions end in many places (discarded, expired, completed on another device); what is left of them goes here. */
  forgetOlderThan(date: number): Promise<void>;
  /** The sessions whose file can be opened again. */
  sessionIds(): Promise<readonly string[]>;
}

interface Schema extends DBSchema {
  readonly files: { readonly key: string; readonly value: KeptFile };
}

/** In IndexedDB, the only place that can keep a file handle. */
export function createHandleStore(name = 'dawg-uploads'): HandleStore {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const database = () => {
    opened ??= openDB<Schema>(name, 1, { upgrade: (created) => void created.createObjectStore('files') });
    return opened;
  };
  return {
    keep: async (sessionId, file) => void (await (await database()).put('files', file, sessionId)),
    forget: async (sessionId) => (await database()).delete('files', sessionId),
    find: async (sessionId) => (await (await database()).get('files', sessionId)) ?? null,
    forgetOlderThan: async (date) => {
      const { store, done } = (await database()).transaction('files', 'readwrite');
      for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue())
        if (cursor.value.keptAt < date) await cursor.delete();
      await done;
    },
    sessionIds: async () => (await database()).getAllKeys('files'),
  };
}
