import { cleanFileName } from '@dawg/contract/file-name';
import { cleanFolderPath } from '@dawg/contract/folder-path';
import type { UploadSession } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { orAborted, untilItAnswers, type Pace } from './retry.ts';
import { lastModifiedOf, type UploadMemo } from './upload-memo.ts';

/** The account's unfinished sessions are asked for once in this time: files are added by the thousand. */
const KEPT_MS = 30_000;

/** The unfinished sessions of the account, from every device, for files that are chosen again. */
export class OpenSessions {
  readonly #client: StorageClient;
  readonly #pace: Pace;
  readonly #life: () => AbortSignal;
  readonly #taken = new Set<string>();
  #asked: { readonly at: number; readonly answer: Promise<readonly UploadSession[]> } | null = null;

  /** `life`: the signal that ends a question that nobody waits for any more. */
  constructor(client: StorageClient, pace: Pace, life: () => AbortSignal) {
    this.#client = client;
    this.#pace = pace;
    this.#life = life;
  }

  /** The session belongs to a file here, now or before: no other file continues it. */
  take(sessionId: string): void {
    this.#taken.add(sessionId);
  }

  /** Asks ahead of need. Rejects as the question does. */
  async ask(): Promise<void> {
    await this.#list();
  }

  /** Its file was taken from the list: another may continue it. */
  release(sessionId: string): void {
    this.#taken.delete(sessionId);
    this.forgetList(); // it may be older than the session
  }

  /** The next file asks again. */
  forgetList(): void {
    this.#asked = null;
  }

  /**
   * A session that the file matches by name, folders, size and time, and that does the same where the name is taken; it
   * is taken for it. One that goes into the same folder is preferred, but a file chosen again while another folder is
   * looked at goes on to where it was going.
   */
  async find(memo: UploadMemo, signal: AbortSignal): Promise<UploadSession | null> {
    const sessions = await orAborted(this.#list(), signal);
    const same = sessions.filter(({ id, ...session }) => !this.#taken.has(id) && isSameFile(session, memo));
    const found = same.find(({ folderId }) => folderId === (memo.folderId ?? null)) ?? same[0];
    if (found) this.take(found.id);
    return found ?? null;
  }

  /** Under a signal of its own: cancelling one file must not end what the others wait for. */
  #list(): Promise<readonly UploadSession[]> {
    const now = this.#pace.now();
    if (this.#asked && now - this.#asked.at < KEPT_MS) return this.#asked.answer;
    const waiting = { signal: this.#life(), pace: this.#pace, onWaiting: () => {} };
    const ask = (signal: AbortSignal) => this.#client.uploads.list.query(undefined, { signal });
    const answer = untilItAnswers(ask, toStorageError, waiting);
    const asked = { at: now, answer };
    this.#asked = asked;
    answer.catch(() => {
      if (this.#asked === asked) this.#asked = null; // the next file asks again
    });
    return answer;
  }
}

/**
 * Whether a session is of this file, as far as its name, folder, size and time tell, and of what was decided about it:
 * one that replaces is not continued by a file that is to be kept beside.
 */
export function isSameFile(
  session: Omit<UploadSession, 'id'>,
  { source, projectId, onConflict }: Pick<UploadMemo, 'source' | 'projectId' | 'onConflict'>,
): boolean {
  return (
    session.fileName === cleanFileName(source.name) &&
    session.folderPath === cleanFolderPath(source.folderPath) &&
    session.sizeBytes === source.sizeBytes &&
    !session.isCeiling && // a stream's: its size is not that of any file
    session.lastModified === (lastModifiedOf(source) ?? null) &&
    session.onConflict === onConflict &&
    session.projectId === (projectId ?? null)
  );
}
