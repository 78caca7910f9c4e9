import { StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import type { FileThere, UploadSession, UploadState } from '@dawg/contract/wire';
import { fileProblem } from './check-file.ts';
import { discardUpload } from './discard-upload.ts';
import { isUnchanged, type FileSource } from './file-source.ts';
import type { OpenSessions } from './find-session.ts';
import { orAborted } from './retry.ts';
import type { Turn } from './turns.ts';
import { uploadFile } from './upload-file.ts';
import { fileKeyOf, startOver } from './upload-memo.ts';
import { getUpload, type Run } from './upload-run.ts';
import { newerVersion, whenQuiet } from './when-quiet.ts';

/** A session in one of these tells, or will tell, what became of the file. */
const OF_USE: ReadonlySet<UploadState> = new Set(['created', 'uploading', 'completing', 'completed']);

/** Worth another look at the file. */
const OF_THE_FILE: ReadonlySet<ErrorCode> = new Set(['file-changed', 'file-unreadable']);

/** A run before it has a session to tell of. */
export type TaskRun = Omit<Run, 'onSession'>;

/** What a task needs beside its run. */
export interface TaskContext {
  readonly openSessions: OpenSessions;
  /** Ends what goes on after the task. */
  readonly life: () => AbortSignal;
  /** Given each turn that the task takes; to be released when the task is over, and what it gave up is discarded. */
  readonly holdTurn: (turn: Turn) => void;
  /** Waits for a place among the files under way, where the task gave its own up while it waited for somebody else. */
  readonly regainSlot: () => Promise<void>;
}

/**
 * One file from where it stands until it is stored: waits until nobody writes to it, takes its turn among the tabs,
 * looks for a session to continue, uploads. A file that is written to while it is read is begun anew when it is quiet.
 * Rejects as `uploadFile` does.
 */
export async function runTask(run: TaskRun, context: TaskContext): Promise<FileThere> {
  const { memo, env, events, signal } = run;
  const { patient } = env.pace; // what wakes the engine says nothing about the file
  events.preparing();
  const quiet = await whenQuiet(memo.source, patient, signal, () => events.settling());
  if (!isUnchanged(memo.source, quiet)) beginAnewWith(run, context, quiet);
  for (;;) {
    await orAborted(context.regainSlot(), signal);
    await requireAllowed(run);
    try {
      return await inTurn(run, context);
    } catch (error) {
      if (!(error instanceof StorageError) || !OF_THE_FILE.has(error.code)) throw error;
      const newer = await newerVersion(memo.source, patient, signal, () => events.settling());
      if (newer === null) throw error;
      beginAnewWith(run, context, newer);
    }
  }
}

/** The file was written to: what was sent of it is of no use. */
function beginAnewWith({ memo, env, events }: TaskRun, context: TaskContext, newer: FileSource): void {
  if (!memo.isContinued) void discardUpload(env, { ...memo }, context.life());
  memo.source = newer;
  startOver(memo);
  events.begunAnew();
}

async function requireAllowed({ memo, env, signal }: TaskRun): Promise<void> {
  const problem = fileProblem(memo.source, await orAborted(env.rules(), signal));
  if (problem) throw problem;
}

async function inTurn(run: TaskRun, context: TaskContext): Promise<FileThere> {
  const { memo, env, events, signal } = run;
  const turn = await env.turns.take(fileKeyOf(memo), signal, () => events.elsewhere());
  context.holdTurn(turn);
  await orAborted(context.regainSlot(), signal);
  events.preparing();
  if (!memo.session) memo.session = await sessionToContinue(run, context, turn);
  const onSession = (sessionId: string) => {
    context.openSessions.take(sessionId);
    turn.announce(sessionId);
  };
  return uploadFile({ ...run, onSession });
}

/** The session of the tab that had the turn before us, or one of an earlier visit or another device. */
async function sessionToContinue(
  run: TaskRun,
  { openSessions }: TaskContext,
  turn: Turn,
): Promise<UploadSession | null> {
  const { memo, signal } = run;
  const ofOtherTab = turn.sessionBefore === null ? null : await lookAt(run, turn.sessionBefore);
  const listed = ofOtherTab || memo.isMatched ? null : await openSessions.find(memo, signal);
  // The list may be some seconds old.
  const found = ofOtherTab ?? (listed && (await lookAt(run, listed.id)));
  memo.isMatched = true;
  memo.isContinued = found !== null;
  return found;
}

async function lookAt(run: TaskRun, id: string): Promise<UploadSession | null> {
  const { session } = await getUpload(run, { id });
  return OF_USE.has(session.state) ? session : null;
}
