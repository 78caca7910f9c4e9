import { StorageError } from '@dawg/contract/storage-error';
import { analyseVersion, type AnalysedVersion } from '../analysis/analyse-version.ts';
import { removeArtefacts } from '../analysis/remove-artefacts.ts';
import type { BytesToAnalyse, StopSignal } from '../ports/audio-analyst.ts';
import type { Inspector } from '../ports/inspector.ts';
import type { Ports } from '../ports/ports.ts';
import type { ScanSubject } from '../ports/scan-catalog.ts';
import { scanVersion } from './scan-version.ts';

export interface InspectVersion {
  readonly versionId: string;
  readonly inspector: Inspector;
  readonly signal: StopSignal;
}

export type InspectedVersion =
  | AnalysedVersion
  /** Quarantined: nothing else looks at it. */
  | 'infected'
  /** The scanner does not answer; the version waits, as it was. */
  | 'no-scanner';

/**
 * Finds out what the bytes of a version are, and before that whether there is a virus in them: no decoder touches what was
 * not scanned where something scans. May be repeated, also by two at once: the same is found, and noted once. Throws
 * `store-unavailable`, and what the inspector throws when it comes to no verdict.
 */
export async function inspectVersion(
  ports: Pick<Ports, 'scans' | 'analyses' | 'files' | 'versions' | 'objects' | 'clock' | 'ids'>,
  { versionId, inspector, signal }: InspectVersion,
): Promise<InspectedVersion> {
  const subject = await ports.scans.findSubject(versionId);
  if (!subject) {
    // An attempt that was killed may have stored something after the version went.
    await removeArtefacts(ports, versionId);
    return 'gone';
  }
  const analysis = await ports.analyses.findSubject(versionId);
  const inspection = inspector.begin(bytesOf(ports, subject), signal);
  try {
    const scanned = await scanVersion(ports, {
      subject,
      inspection,
      scanner: await inspector.scanner(),
      isAnalysedNext: analysis !== null && analysis.state !== 'ready',
    });
    if (scanned !== 'passed') return scanned;
    return await analyseVersion(ports, { versionId, analyse: () => inspection.analyse() });
  } finally {
    await inspection.end();
  }
}

function bytesOf(ports: Pick<Ports, 'objects'>, { storageKey, ...subject }: ScanSubject): BytesToAnalyse {
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
