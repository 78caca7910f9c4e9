import { ProgressBar } from 'react-aria-components';

export interface ProgressLineProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly fraction: number;
  readonly tone: 'moving' | 'still' | 'bad' | 'good';
}

/**
 * A thin bar of progress. The value is written beside it by whoever shows it. It steps, ten times a second: a transition
 * between the steps would have the page drawn without a pause while anything is uploaded.
 */
export function ProgressLine({ label, fraction, tone }: ProgressLineProps) {
  return (
    <ProgressBar aria-label={label} value={fraction * 100} className="block">
      <div className="bg-line-strong h-1 overflow-hidden rounded-full forced-colors:border">
        <div
          className={`h-full origin-left rounded-full ${TONES[tone]}`}
          style={{ transform: `scaleX(${fraction})` }}
        />
      </div>
    </ProgressBar>
  );
}

const TONES = {
  moving: 'bg-accent-fill forced-colors:bg-[Highlight]',
  still: 'bg-ink-faint forced-colors:bg-[GrayText]',
  bad: 'bg-bad-fill forced-colors:bg-[CanvasText]',
  good: 'bg-good forced-colors:bg-[Highlight]',
};
