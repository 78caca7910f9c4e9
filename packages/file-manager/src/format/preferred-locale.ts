/**
 * The locale to format in: the reader's own variant of the catalogue's language (en-GB writes dates the British
 * way), or the catalogue's language when the reader has none, so that one screen never mixes two languages.
 */
export function preferredLocale(language: string, readerLocales: readonly string[]): string {
  const wanted = language.toLowerCase();
  return (
    readerLocales.find(
      (locale) => locale.toLowerCase() === wanted || locale.toLowerCase().startsWith(`${wanted}-`),
    ) ?? language
  );
}
