import type { Artefact, AnalysisSubject } from '../ports/analysis-catalog.ts';
import type { AudioAnalyst, StopSignal, Verdict } from '../ports/audio-analyst.ts';
import type { Ports } from '../ports/ports.ts';
import { finishPurge } from '../files/purge-file.ts';
import { finishVersionPurge } from '../versions/purge-version.ts';
import { StorageError } from '@dawg/contract/storage-error';
import { ARTEFACT_TYPES, artefactKey } from './artefact-key.ts';
import { removeArtefacts } from './remove-artefacts.ts';

type AnalysePorts = Pick<Ports, 'analyses' | 'files' | 'versions' | 'objects' | 'clock' | 'ids'>;

export interface AnalyseVersion {
  readonly versionId: string;
  readonly analyst: AudioAnalyst;
  readonly signal: StopSignal;
}

export type AnalysedVersion = 'ready' | 'rejected' | 'no-engine' | 'gone';

/**
 * Finds out what the bytes of a version are. What is audio is described; what is not is taken out of the library, its
 * bytes are deleted and its space is given back. May be repeated, also by two at once: the same is found, and noted once.
 * Throws `store-unavailable`, and what the analyst throws when it comes to no verdict.
 */
export async function analyseVersion(
  ports: AnalysePorts,
  { versionId, analyst, signal }: AnalyseVersion,
): Promise<AnalysedVersion> {
  const subject = await ports.analyses.findSubject(versionId);
  if (!subject) {
    // An attempt that was killed may have stored something after the version went.
    await removeArtefacts(ports, versionId);
    return 'gone';
  }
  if (subject.state === 'ready') return 'ready';
  const verdict = await analyst.analyse(bytesOf(ports, subject), signal);
  if (verdict.kind === 'rejected') return reject(ports, versionId, verdict);
  if (verdict.kind === 'no-engine') {
    return (await ports.analyses.record(versionId, { state: 'no-engine' })) ? 'no-engine' : 'gone';
  }
  return accept(ports, versionId, verdict);
}

/** After the last of its attempts: the file stays, and says that nothing is known of its sound. */
export async function giveUpAnalysis(
  ports: Pick<Ports, 'analyses'>,
  { versionId }: { readonly versionId: string },
): Promise<void> {
  const subject = await ports.analyses.findSubject(versionId);
  if (subject?.state === 'pending') await ports.analyses.record(versionId, { state: 'failed' });
}

function bytesOf(ports: Pick<Ports, 'objects'>, { storageKey, ...subject }: AnalysisSubject) {
  return {
    fileName: subject.fileName,
    contentType: subject.contentType,
    sizeBytes: subject.sizeBytes,
    read: async (start: number, end: number) => {
      const bytes = await ports.objects.readRange(storageKey, { start, end });
      // Purged meanwhile: the next attempt finds it gone.
      if (!bytes) throw new StorageError('file-not-found');
      return bytes;
    },
  };
}

/** What is made of it is stored first: what is noted is there. */
async function accept(
  ports: AnalysePorts,
  versionId: string,
  { facts, waveform, ...made }: Extract<Verdict, { kind: 'accepted' }>,
): Promise<AnalysedVersion> {
  const artefacts: Artefact[] = [];
  for (const artefact of ['peaks', 'cover', 'preview'] as const) {
    const bytes = made[artefact];
    if (!bytes) continue;
    await ports.objects.putObject(artefactKey(versionId, artefact), bytes, ARTEFACT_TYPES[artefact]);
    artefacts.push(artefact);
  }
  if (await ports.analyses.record(versionId, { state: 'ready', facts, waveform, artefacts })) return 'ready';
  await removeArtefacts(ports, versionId);
  return 'gone';
}

async function reject(
  ports: AnalysePorts,
  versionId: string,
  { code, reason }: Extract<Verdict, { kind: 'rejected' }>,
): Promise<AnalysedVersion> {
  const rejection = { id: ports.ids.next(), code, reason, at: ports.clock.now() };
  const outcome = await ports.analyses.reject(versionId, rejection);
  // When the store fails here the sweeper finishes it: it looks missing from the moment it was rejected.
  if (outcome.kind === 'file') await finishPurge(ports, outcome.file);
  if (outcome.kind === 'version') await finishVersionPurge(ports, outcome.version);
  return outcome.kind === 'gone' ? 'gone' : 'rejected';
}
