import { bytesFormat } from './bytes-format.ts';
import { clockFormat } from './clock-format.ts';
import { durationFormat } from './duration-format.ts';
import { relativeTimeFormat } from './relative-time-format.ts';

/** Numbers, sizes and times as a reader of one locale writes them. */
export interface Format {
  /** `12.4 MB` */
  bytes(sizeBytes: number): string;
  /** `12,400,000` */
  exact(amount: number): string;
  /** `3.1 MB/s` */
  speed(bytesPerSecond: number): string;
  /** `83%`, of a fraction. */
  percent(fraction: number): string;
  /** `2 min` */
  duration(seconds: number): string;
  /** `3:07`: where in a sound, or its length. */
  clock(seconds: number): string;
  /** `-14.2` */
  tenths(value: number): string;
  /** `3 hours ago` */
  ago(iso: string, now: number): string;
  /** `Nov 24, 2026, 11:32 AM` */
  moment(iso: string): string;
  /** The exact time, for those who ask. */
  dateTime(iso: string): string;
}

export function createFormat(locale: string): Format {
  const bytes = bytesFormat(locale);
  const amount = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return {
    bytes,
    exact: (value) => amount.format(value),
    speed: (bytesPerSecond) => `${bytes(bytesPerSecond)}/s`,
    percent: (fraction) => percent.format(fraction),
    duration: durationFormat(locale),
    clock: clockFormat,
    tenths: (value) => tenths.format(value),
    ago: relativeTimeFormat(locale),
    moment: (iso) => moment.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
  };
}
