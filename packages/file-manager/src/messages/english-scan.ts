import type { ScanState } from '@dawg/contract/wire-scan';

const SHORT: Record<Exclude<ScanState, 'unasked' | 'clean'>, string> = {
  scanning: 'Checking for viruses…',
  infected: 'Quarantined',
  unscannable: 'Not checked',
};

const WHY: Record<Exclude<ScanState, 'unasked' | 'clean'>, string> = {
  scanning:
    'It is being checked for viruses. It can be played, downloaded and shared once it is found clean.',
  infected:
    'A virus was found in it. Nobody can play, download or share it, and it still counts towards your space. Delete it for good to be rid of it.',
  unscannable:
    'It could not be checked for viruses. You can play it, and download it at your own risk; public links do not open it.',
};

/** What is said of viruses. */
export const englishScan = {
  title: 'Virus check',
  short: SHORT,
  why: WHY,
  clean: 'No virus found',
  found: 'Found',
  reason: 'Reason',
  withReason: (action: string, state: string) => `${action} (${state})`,
  acceptTitle: (name: string) => `Download “${name}” unchecked?`,
  acceptText: 'This file could not be checked for viruses. Download it only if you know where it comes from.',
  accept: 'Download unchecked',
  leftOut: (amount: number, name: string, state: string) =>
    amount === 1
      ? `“${name}” is not in the zip: ${state}`
      : `${amount.toLocaleString('en')} files are not in the zip, “${name}” among them: ${state}`,
};
