/** Where the part of the report begins that the other scenarios do not write. */
const BEGINNING = '<!-- The library: written by bench/src/library/measure-library.ts -->';

/** The report with this text as its last part, by its heading: other headings of that part stay. */
export function withLibrarySection(report: string, text: string): string {
  const [heading = ''] = text.split('\n');
  const kept = librarySection(report)
    .split(/\n(?=## )/)
    .map((section) => section.trim())
    .filter((section) => section.startsWith('## ') && !section.startsWith(`${heading}\n`));
  const others = report.split(BEGINNING)[0]?.trimEnd() ?? '';
  return [others, BEGINNING, ...kept, text.trim(), ''].join('\n\n').trimEnd() + '\n';
}

/** That part of a report, with its beginning; empty where there is none. */
export function librarySection(report: string): string {
  const at = report.indexOf(BEGINNING);
  return at < 0 ? '' : report.slice(at);
}
