import type { Artefact } from '../ports/analysis-catalog.ts';
import type { Verdict } from '../ports/audio-analyst.ts';
import type { Ports } from '../ports/ports.ts';
import { finishPurge } from '../files/purge-file.ts';
import { finishVersionPurge } from '../versions/purge-version.ts';
import { ARTEFACT_TYPES, artefactKey } from './artefact-key.ts';
import { removeArtefacts } from './remove-artefacts.ts';

type AnalysePorts = Pick<Ports, 'analyses' | 'files' | 'versions' | 'objects' | 'clock' | 'ids'>;

export interface AnalyseVersion {
  readonly versionId: string;
  /** Comes to a verdict on its bytes, or throws. */
  readonly analyse: () => Promise<Verdict>;
}

export type AnalysedVersion =
  | 'ready'
  | 'rejected'
  | 'no-engine'
  /** Of a kind that is not looked into. */
  | 'not-audio'
  | 'gone';

/**
 * Finds out what the bytes of a version are. What is audio is described; what is not is taken out of the library, its
 * bytes are deleted and its space is given back. May be repeated, also by two at once: the same is found, and noted once.
 * Throws `store-unavailable`, and what the analyst throws when it comes to no verdict.
 */
export async function analyseVersion(
  ports: AnalysePorts,
  { versionId, analyse }: AnalyseVersion,
): Promise<AnalysedVersion> {
  const subject = await ports.analyses.findSubject(versionId);
  if (!subject) return 'not-audio';
  if (subject.state === 'ready') return 'ready';
  const verdict = await analyse();
  if (verdict.kind === 'rejected') return reject(ports, versionId, verdict);
  if (verdict.kind === 'no-engine') {
    return (await ports.analyses.record(versionId, { state: 'no-engine' })) ? 'no-engine' : 'gone';
  }
  return accept(ports, versionId, verdict);
}

/** After the last of its attempts: the file stays, and says that nothing is known of its sound. One that waits for a scan waits on. */
export async function giveUpAnalysis(
  ports: Pick<Ports, 'scans' | 'analyses'>,
  { versionId }: { readonly versionId: string },
): Promise<void> {
  if ((await ports.scans.findSubject(versionId))?.state === 'scanning') return;
  const subject = await ports.analyses.findSubject(versionId);
  if (subject?.state === 'pending') await ports.analyses.record(versionId, { state: 'failed' });
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
