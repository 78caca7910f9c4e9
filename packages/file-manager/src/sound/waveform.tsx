import { memo } from 'react';
import { WAVEFORM_HEIGHT, waveformPath } from './waveform-path.ts';

export interface WaveformProps {
  /** From 0 to 255, one for each column. */
  readonly levels: ArrayLike<number>;
  readonly className?: string;
}

/** A picture of a sound in the colour of the text around it. It says nothing that is not said in words beside it. */
export const Waveform = memo(function Waveform({ levels, className = '' }: WaveformProps) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, levels.length)} ${WAVEFORM_HEIGHT}`}
      preserveAspectRatio="none"
      className={className}
    >
      <path d={waveformPath(levels)} fill="currentColor" />
    </svg>
  );
});
