/**
 * A text out of a file, fit to be shown as text: NFC, without control characters but line feeds, without zero-width
 * characters and such as change the direction of what follows, at most `maxLength` characters.
 */
export function plainText(text: string, maxLength: number): string {
  return text
    .slice(0, maxLength * 2)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g,
      ' ',
    )
    .trim()
    .slice(0, maxLength)
    .toWellFormed();
}
