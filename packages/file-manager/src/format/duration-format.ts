/** Time left, as coarse as the estimate is: seconds below a minute, minutes below an hour, then hours and minutes. */
export function durationFormat(locale: string): (seconds: number) => string {
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    });
  const [second, minute, hour] = [unit('second'), unit('minute'), unit('hour')];

  return (seconds) => {
    const whole = Math.max(1, Math.ceil(seconds));
    if (whole < 60) return second.format(whole);
    const minutes = Math.round(whole / 60);
    if (minutes < 60) return minute.format(minutes);
    const rest = minutes % 60;
    const hours = hour.format(Math.floor(minutes / 60));
    return rest === 0 ? hours : `${hours} ${minute.format(rest)}`;
  };
}
