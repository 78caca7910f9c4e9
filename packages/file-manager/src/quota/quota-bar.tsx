import type { QuotaShares } from './quota-shares.ts';

export interface QuotaBarProps {
  readonly shares: QuotaShares;
  readonly totalBytes: number;
  readonly className?: string;
}

/** The shares side by side. For the eye only: the same figures stand beside it as text. */
export function QuotaBar({ shares, totalBytes, className = '' }: QuotaBarProps) {
  const usedBytes = shares.fileBytes + shares.versionBytes + shares.trashedBytes + shares.deletingBytes;
  const whole = Math.max(totalBytes, usedBytes + shares.reservedBytes, 1);
  const width = (bytes: number) => ({ width: `${(bytes / whole) * 100}%` });
  return (
    <span
      aria-hidden
      className={`bg-line-strong flex h-1.5 shrink-0 gap-px overflow-hidden rounded-full forced-colors:border ${className}`}
    >
      <span className={FILES_LOOKS[shares.level]} style={width(shares.fileBytes)} />
      <span className={SHARE_LOOKS.versions} style={width(shares.versionBytes)} />
      <span className={SHARE_LOOKS.trash} style={width(shares.trashedBytes + shares.deletingBytes)} />
      <span className={SHARE_LOOKS.reserved} style={width(shares.reservedBytes)} />
    </span>
  );
}

/** How the share of the files is drawn: it turns with the level. */
export const FILES_LOOKS = {
  calm: 'bg-accent-fill forced-colors:bg-[Highlight]',
  warning: 'bg-warn-fill forced-colors:bg-[Highlight]',
  critical: 'bg-bad-fill forced-colors:bg-[Highlight]',
};

/** How each share but that one is drawn, in the bar and in its legend. */
export const SHARE_LOOKS = {
  versions: 'bg-accent-fill/50 forced-colors:bg-[LinkText]',
  trash: 'bg-ink-faint forced-colors:bg-[GrayText]',
  reserved: 'bg-[repeating-linear-gradient(135deg,var(--dawg-accent)_0_2px,var(--dawg-accent-soft)_2px_4px)]',
};
