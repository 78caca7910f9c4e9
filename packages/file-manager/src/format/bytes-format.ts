/** Decimal units, as disks, networks and our own error messages count. */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** Sizes in at most three figures that mean something: `912 bytes`, `4.2 MB`, `1.07 GB`. */
export function bytesFormat(locale: string): (sizeBytes: number) => string {
  const format = (step: number, digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: UNITS[step] ?? 'byte',
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: digits,
    });
  // Intl objects cost about 20 µs each to make, and a list shows hundreds of sizes.
  const formats = UNITS.map((_, step) => [format(step, 0), format(step, 1), format(step, 2)] as const);

  return (sizeBytes) => {
    const { step, value } = scale(sizeBytes);
    const [whole, tenths, hundredths] = formats[step] ?? formats[0] ?? [];
    const chosen = step < 2 ? whole : value < 10 && step > 2 ? hundredths : value < 100 ? tenths : whole;
    return chosen?.format(value) ?? String(sizeBytes);
  };
}

/** The largest unit in which the value is 1 or more, after rounding: 999,950,000 is `1 GB`, never `1,000 MB`. */
function scale(sizeBytes: number): { readonly step: number; readonly value: number } {
  let step = 0;
  let value = Math.max(0, sizeBytes);
  while (Math.round(value) >= 1000 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return { step, value };
}
