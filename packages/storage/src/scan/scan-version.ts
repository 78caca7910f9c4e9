import type { Inspection, ScannerState, ScanVerdict } from '../ports/inspector.ts';
import type { Ports } from '../ports/ports.ts';
import type { ScanFinding, ScanSubject } from '../ports/scan-catalog.ts';

interface ScanVersion {
  readonly subject: ScanSubject;
  readonly inspection: Pick<Inspection, 'scan'>;
  readonly scanner: ScannerState;
  /** Whether it is analysed next. */
  readonly isAnalysedNext: boolean;
}

/**
 * Has a version scanned that this scanner has not seen. Only the scanner's word makes it clean; without one it stays as it
 * was: one that waits is given to nobody, one that was scanned before keeps what was said of it. `passed`: others may look.
 */
export async function scanVersion(
  ports: Pick<Ports, 'scans' | 'clock'>,
  { subject, inspection, scanner, isAnalysedNext: keepsBytes }: ScanVersion,
): Promise<'passed' | 'infected' | 'no-scanner' | 'gone'> {
  const { versionId, state, scannedWith } = subject;
  const isSeen = scanner.kind === 'ready' && state !== 'scanning' && scannedWith === scanner.version;
  const verdict: ScanVerdict =
    scanner.kind === 'ready' && !isSeen ? await inspection.scan({ keepsBytes }) : { kind: 'unavailable' };
  if (scanner.kind === 'ready' && verdict.kind !== 'unavailable') {
    const finding = { ...toFinding(verdict), scannedWith: scanner.version, at: ports.clock.now() };
    if (!(await ports.scans.record(versionId, finding))) return 'gone';
    return verdict.kind === 'infected' ? 'infected' : 'passed';
  }
  if (state === 'infected') return 'infected';
  if (state === 'scanning') return 'no-scanner';
  return state === 'unasked' && scanner.kind !== 'off' ? 'no-scanner' : 'passed';
}

function toFinding(
  verdict: Exclude<ScanVerdict, { kind: 'unavailable' }>,
): Pick<ScanFinding, 'state' | 'detail'> {
  if (verdict.kind === 'clean') return { state: 'clean', detail: null };
  return verdict.kind === 'infected'
    ? { state: 'infected', detail: verdict.signature }
    : { state: 'unscannable', detail: verdict.problem };
}
