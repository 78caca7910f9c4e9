import { formatBytes, formatDuration } from './format.ts';

export interface Progress {
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  readonly secondsLeft: number | null;
  /** Said instead of the speed: the line is lost, for instance. */
  readonly note: string | null;
}

const BAR_WIDTH = 24;

/** `━━━━━━━━━╌╌╌╌ 45 %  3/12 files  360 MB of 800 MB  85 MB/s  0:05 left` */
export function progressLine(progress: Progress): string {
  const { doneFiles, totalFiles, doneBytes, totalBytes, bytesPerSecond, secondsLeft, note } = progress;
  const fraction = totalBytes === 0 ? 0 : doneBytes / totalBytes;
  const filled = Math.floor(fraction * BAR_WIDTH);
  const parts = [
    '━'.repeat(filled) + '╌'.repeat(BAR_WIDTH - filled) + ` ${Math.floor(fraction * 100)} %`,
    totalFiles > 1 ? `${doneFiles}/${totalFiles} files` : '',
    `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
    note ?? (bytesPerSecond > 0 ? `${formatBytes(bytesPerSecond)}/s` : ''),
    note === null && secondsLeft !== null ? `${formatDuration(secondsLeft)} left` : '',
  ];
  return parts.filter((part) => part !== '').join('  ');
}
