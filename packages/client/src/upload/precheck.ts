import { cleanFileName, fileNameKey } from '@dawg/contract/file-name';
import { cleanFolderPath, folderPathKey } from '@dawg/contract/folder-path';
import { MAX_NAMES_PER_CALL } from '@dawg/contract/limits';
import type { StorageError } from '@dawg/contract/storage-error';
import type { FilePlace, OnConflict, UploadRules, UploadSession } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { fileProblem } from './check-file.ts';
import type { FileSource } from './file-source.ts';
import { isSameFile } from './find-session.ts';
import type { Destination } from './upload-memo.ts';

/** What is to be said of files before a byte of them is sent. */
export interface Precheck<Candidate> {
  /** They can be uploaded as they are. */
  readonly ready: readonly Candidate[];
  /** The server would refuse them. */
  readonly refused: readonly { readonly candidate: Candidate; readonly error: StorageError }[];
  /** Something of the same name is stored in the same folder, or comes twice. */
  readonly taken: readonly Candidate[];
  /** Bytes that are free now. */
  readonly availableBytes: number;
  /**
   * Bytes that a file still needs: none where an unfinished session of it, which does the same where the name is
   * taken (`keep-both` unless told), has reserved them.
   */
  readonly neededBytes: (candidate: Candidate, onConflict?: OnConflict) => number;
}

/**
 * Checks all files together: their types, sizes and names by the installation's rules, what is stored under their
 * names, and how much room there is. One request to the server for each thousand files.
 */
export async function precheck<Candidate>(
  client: StorageClient,
  candidates: readonly Candidate[],
  sourceOf: (candidate: Candidate) => FileSource,
  askRules: () => Promise<UploadRules>,
  { projectId, folderId }: Partial<Destination> = {},
): Promise<Precheck<Candidate>> {
  const rules = await askRules();
  const refused: { candidate: Candidate; error: StorageError }[] = [];
  const fine: { candidate: Candidate; place: FilePlace }[] = [];
  for (const candidate of candidates) {
    const source = sourceOf(candidate);
    const error = fileProblem(source, rules);
    if (error) refused.push({ candidate, error });
    else fine.push({ candidate, place: { ...placeOf(source), folderId } });
  }
  const [quota, sessions, taken] = await Promise.all([
    client.quota.get.query(),
    client.uploads.list.query(),
    findTaken(
      client,
      fine.map(({ place }) => place),
    ),
  ]);
  return {
    refused,
    ready: fine.filter((_, index) => !taken.has(index)).map(({ candidate }) => candidate),
    taken: fine.filter((_, index) => taken.has(index)).map(({ candidate }) => candidate),
    availableBytes: quota.availableBytes,
    neededBytes: neededBytesOf(
      fine.map(({ candidate }) => ({ candidate, source: sourceOf(candidate) })),
      sessions,
      projectId,
    ),
  };
}

/** Each unfinished session has reserved the bytes of one file. */
function neededBytesOf<Candidate>(
  files: readonly { readonly candidate: Candidate; readonly source: FileSource }[],
  sessions: readonly UploadSession[],
  projectId: string | undefined,
): (candidate: Candidate, onConflict?: OnConflict) => number {
  const bySize = Map.groupBy(sessions, ({ sizeBytes }) => sizeBytes);
  const neededUnder = (onConflict: OnConflict) => {
    const used = new Set<UploadSession>();
    const needed = new Map<Candidate, number>();
    for (const { candidate, source } of files) {
      const isIts = (session: UploadSession) =>
        !used.has(session) && isSameFile(session, { source, projectId, onConflict });
      const reserved = bySize.get(source.sizeBytes)?.find(isIts);
      if (reserved) used.add(reserved);
      needed.set(candidate, reserved ? 0 : source.sizeBytes);
    }
    return needed;
  };
  const known = new Map<OnConflict, ReadonlyMap<Candidate, number>>();
  return (candidate, onConflict = 'keep-both') => {
    const needed = known.get(onConflict) ?? neededUnder(onConflict);
    known.set(onConflict, needed);
    return needed.get(candidate) ?? 0;
  };
}

/** The first of the files, in their order, that fit together into `availableBytes`. */
export function thoseThatFit<Candidate>(
  candidates: readonly Candidate[],
  neededBytes: (candidate: Candidate) => number,
  availableBytes: number,
): Candidate[] {
  let left = availableBytes;
  return candidates.filter((candidate) => {
    const size = neededBytes(candidate);
    if (size > left) return false;
    left -= size;
    return true;
  });
}

async function findTaken(client: StorageClient, places: readonly FilePlace[]): Promise<ReadonlySet<number>> {
  const taken = new Set<number>();
  const seen = new Set<string>();
  places.forEach((place, index) => {
    const key = keyOf(place);
    if (seen.has(key)) taken.add(index);
    seen.add(key);
  });
  for (let start = 0; start < places.length; start += MAX_NAMES_PER_CALL) {
    const page = places.slice(start, start + MAX_NAMES_PER_CALL);
    const answer = await client.files.taken.mutate({ places: page });
    for (const index of answer.taken) taken.add(start + index);
  }
  return taken;
}

function placeOf({ name, folderPath }: FileSource): FilePlace {
  return { fileName: cleanFileName(name) ?? name, folderPath: cleanFolderPath(folderPath) ?? folderPath };
}

function keyOf({ folderPath, fileName }: FilePlace): string {
  return `${folderPathKey(folderPath)}/${fileNameKey(fileName)}`;
}
