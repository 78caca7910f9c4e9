const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/**
 * How long ago something happened; a date where "ago" stops helping, after a week. A time in the future (the
 * server's clock runs ahead) reads as now.
 */
export function relativeTimeFormat(locale: string): (iso: string, now: number) => string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const sameYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const otherYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });

  return (iso, now) => {
    const at = new Date(iso);
    const elapsed = Math.max(0, now - at.getTime());
    if (elapsed < MINUTE) return relative.format(0, 'second');
    if (elapsed < HOUR) return relative.format(-Math.floor(elapsed / MINUTE), 'minute');
    if (elapsed < DAY) return relative.format(-Math.floor(elapsed / HOUR), 'hour');
    if (elapsed < WEEK) return relative.format(-Math.floor(elapsed / DAY), 'day');
    const isThisYear = at.getFullYear() === new Date(now).getFullYear();
    return (isThisYear ? sameYear : otherYear).format(at);
  };
}
