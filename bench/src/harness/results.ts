import type { Contestant, Sample } from './contestant.ts';
import type { Scenario } from './scenario.ts';
import { median, medianKnown, speedRatio } from './statistics.ts';

/** What became of one contestant. */
export interface ContestantResult extends Pick<Contestant, 'id' | 'name' | 'settings' | 'role'> {
  readonly samples: readonly Sample[];
  /** Why rounds are missing: it is not installed, or it failed. */
  readonly problems: readonly string[];
}

export interface ScenarioResult extends Pick<Scenario, 'id' | 'title' | 'speedAims' | 'costAims' | 'files'> {
  /** What was between client and servers, measured. */
  readonly network: string;
  readonly rounds: number;
  /** Shares of the machine that other work took, just before each upload. */
  readonly otherWork: readonly number[];
  readonly contestants: readonly ContestantResult[];
}

/** An aim, and what was measured. */
export interface AimOutcome {
  readonly text: string;
  readonly isMet: boolean;
}

export function secondsOf({ samples }: ContestantResult): number {
  return median(samples.map(({ seconds }) => seconds));
}

/** The fastest of a role, by its median; null when none was measured. */
export function fastest(result: ScenarioResult, role: Contestant['role']): ContestantResult | null {
  const measured = result.contestants.filter((each) => each.role === role && each.samples.length > 0);
  return measured.toSorted((a, b) => secondsOf(a) - secondsOf(b))[0] ?? null;
}

/** Every aim of a scenario that could be looked at, met or not. */
export function aimOutcomes(result: ScenarioResult): AimOutcome[] {
  const ours = fastest(result, 'ours');
  if (!ours) return [];
  const speeds = result.speedAims.flatMap(({ than, factor }): AimOutcome[] => {
    const other = result.contestants.find(({ id }) => id === than);
    if (!other || other.samples.length === 0) return [];
    const measured = speedRatio(secondsOf(ours), secondsOf(other));
    const text = `${measured.toFixed(2)} × ${other.name} (aim: ≥ ${factor.toFixed(2)})`;
    return [{ text, isMet: measured >= factor }];
  });
  const costs = result.costAims.flatMap(({ text, most, of }): AimOutcome[] => {
    const measured = medianKnown(ours.samples.map((sample) => costOf(sample, of, totalBytes(result))));
    if (measured === null) return [];
    return [{ text: `${text}: ${figure(measured)} (aim: ≤ ${figure(most)})`, isMet: measured <= most }];
  });
  return [...speeds, ...costs];
}

export function totalBytes({ files }: Pick<Scenario, 'files'>): number {
  return files.count * files.sizeBytes;
}

function costOf(sample: Sample, of: Scenario['costAims'][number]['of'], bytes: number): number | null {
  if (of !== 'readShare') return sample[of];
  return sample.readBytes === null ? null : sample.readBytes / bytes;
}

function figure(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(0)} MB`;
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 3 : 0);
}
