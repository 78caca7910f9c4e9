const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const BINARY_UNITS: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** `500MB`, `2GB` (decimal, as disks count), `1.5GiB` (binary), `1000000`: in bytes, or null for anything else. */
export function parseSize(text: string): number | null {
  const [, figure = '', unit = '', binary] = /^(\d+(?:\.\d+)?) ?([kmgt]?)(i?)b?$/i.exec(text.trim()) ?? [];
  const factor = (binary ? BINARY_UNITS : UNITS)[unit.toLowerCase()];
  if (figure === '' || factor === undefined) return null;
  const bytes = Math.floor(Number(figure) * factor);
  return bytes >= 1 && Number.isSafeInteger(bytes) ? bytes : null;
}
