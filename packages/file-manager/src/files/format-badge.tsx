import { AUDIO_FORMATS } from '@dawg/contract/audio-formats';
import { splitName } from '@dawg/contract/file-name';

export interface FormatBadgeProps {
  readonly fileName: string;
  readonly className?: string;
}

/** The file's format in a small tinted plate: told apart at a glance, readable without colour. */
export function FormatBadge({ fileName, className = '' }: FormatBadgeProps) {
  const extension = splitName(fileName).extension.slice(1).toLowerCase();
  const format = AUDIO_FORMATS.find(({ extensions }) => extensions.includes(extension));
  const label = format?.label ?? '—';
  return (
    <span
      aria-hidden
      className={`grid h-5 w-10 shrink-0 place-items-center rounded text-[0.625rem] font-bold tracking-normal uppercase select-none ${TINTS[label] ?? TINT_OF_OTHERS} ${className}`}
    >
      {label}
    </span>
  );
}

const TINT_OF_OTHERS = 'bg-sunken text-ink-faint';

/** Lossless in cool tints, lossy in warm ones. Each pair is at least 4.5:1. */
const TINTS: Readonly<Record<string, string>> = {
  WAV: 'bg-[light-dark(#e4ecff,#1c2a4d)] text-[light-dark(#2449b5,#a9c1ff)]',
  AIFF: 'bg-[light-dark(#dff3f4,#123538)] text-[light-dark(#0d6169,#85d6dc)]',
  FLAC: 'bg-[light-dark(#efe7fd,#2e2350)] text-[light-dark(#6331b8,#c9b0ff)]',
  MP3: 'bg-[light-dark(#fdeedd,#3d2812)] text-[light-dark(#8c4a07,#f5bd80)]',
  M4A: 'bg-[light-dark(#fde8ea,#42191f)] text-[light-dark(#a62639,#ffa8b1)]',
  Ogg: 'bg-[light-dark(#f3f2d8,#32310f)] text-[light-dark(#605c00,#d9d46a)]',
  WebM: 'bg-[light-dark(#fae8f6,#3f1a38)] text-[light-dark(#96287f,#f4a6e2)]',
};
