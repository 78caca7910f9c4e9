import type { VirusScanner } from '@dawg/audio/ports/virus-scanner';

/** Whether what is stored is scanned for viruses, for the operator. */
export interface ScanState {
  /** `unavailable`: files are stored and wait until the scanner answers. */
  readonly state: 'off' | 'ready' | 'unavailable';
  /** In words: which scanner, or what to do. */
  readonly text: string;
}

export async function describeScan(scanner: VirusScanner | null): Promise<ScanState> {
  if (!scanner) return { state: 'off', text: 'not scanned (SCAN=off)' };
  const found = await scanner.state();
  return found.state === 'ready'
    ? { state: 'ready', text: found.version }
    : { state: 'unavailable', text: found.problem };
}

/** What an operator does about it. */
export const SCANNER_ADVICE =
  'Until it answers files are stored and wait, and nobody can download or play them. Start clamd ' +
  '(apt-get install clamav-daemon), or see that CLAMD_ADDRESS is its address.';
