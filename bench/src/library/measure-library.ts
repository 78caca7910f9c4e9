// `node bench/src/library/measure-library.ts [--files N] [--others N] [--rounds N] [--pglite | --database URL] [--json PATH] [--write]`: by
// hand, for minutes. A database that was filled before by the same command is measured as it is.
import { DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import { createDatabaseCatalog } from '@dawg/database/database-catalog';
import { openDatabase } from '@dawg/database/open-database';
import { generateLibrary } from '@dawg/database/testing/generate-library';
import { startPostgres } from '@dawg/database/testing/postgres-server';
import { getQuota } from '@dawg/storage/quota/get-quota';
import { listFiles } from '@dawg/storage/files/list-files';
import { listFolders } from '@dawg/storage/folders/list-folders';
import { getStatistics } from '@dawg/storage/statistics/get-statistics';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../harness/machine.ts';
import { markdownTable, textTable, type Table } from '../harness/result-table.ts';
import { withLibrarySection } from './library-section.ts';
import { libraryCases } from './library-cases.ts';

/** Rounds that do not count. */
const WARM_UP = 15;

const REPORT = new URL('../../../docs/benchmarks.md', import.meta.url);

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000000' },
    others: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '200' },
    pglite: { type: 'boolean', default: false },
    database: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const [files, othersFiles, rounds] = [Number(values.files), Number(values.others), Number(values.rounds)];

const server = values.pglite || values.database ? null : await startPostgres();
const url = values.database ?? (values.pglite ? 'pglite:memory:' : server?.url);
if (url === undefined) throw new Error('npm has no PostgreSQL for this platform: try --pglite');
const database = await openDatabase(url);
try {
  const began = performance.now();
  const library = await generateLibrary(database.pool, { files, othersFiles, owners: 20 });
  console.error(`generated in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const { owner } = library;
  const catalog = createDatabaseCatalog(database.prisma, { defaultQuotaBytes: DEFAULT_QUOTA_BYTES });
  const cases = await libraryCases(
    database.pool,
    catalog,
    library,
    Math.min(9_999, Math.floor(files / 100) - 1),
  );

  const table: string[][] = [['', 'ours p50 ms', 'ours p95 ms', 'SQL p50 ms', 'SQL p95 ms', 'aim, p95']];
  for (const { name, aimMs, request, sql } of cases) {
    const [ours, plain]: [number[], number[]] = [[], []];
    for (let round = -WARM_UP; round < rounds; round++) {
      const [asked, query] = [request(Math.abs(round)), sql(Math.abs(round))];
      const our = await timed(() => listFiles(catalog, { owner, ...asked }));
      const their = await timed(() => database.pool.query(query.text, [...query.values]));
      if (round < 0) continue;
      ours.push(our);
      plain.push(their);
    }
    table.push([
      name,
      ...[ours, plain].flatMap((list) => [at(list, 0.5), at(list, 0.95)]),
      verdict(ours, aimMs),
    ]);
    console.error(table.at(-1)?.join('  '));
  }
  const alone = async (name: string, aimMs: number | null, work: () => Promise<unknown>, times = rounds) => {
    const took: number[] = [];
    for (let round = 0; round < times; round++) took.push(await timed(work));
    table.push([name, at(took, 0.5), at(took, 0.95), '–', '–', aimMs === null ? '–' : verdict(took, aimMs)]);
    console.error(table.at(-1)?.join('  '));
  };
  await alone('folders at the top', 60, () => listFolders(catalog, { owner }));
  await alone('quota with its parts', 60, () => getQuota(catalog, { owner }));
  await alone('statistics', null, () => getStatistics(catalog, { owner }), 5);
  await alone(
    'duplicates',
    null,
    () => catalog.statistics.duplicates(owner, { after: null, limit: 101, filesEach: 20 }),
    5,
  );

  console.log(textTable(table));
  if (values.json) {
    const run = { machine: describeMachine(), files, othersFiles, rounds, pglite: values.pglite, table };
    await writeFile(resolve(values.json), JSON.stringify(run, null, 2));
  }
  if (values.write) await writeReport(table);
} finally {
  await database.close();
  await server?.close();
}

async function writeReport(table: Table): Promise<void> {
  const { date, hardware, system } = describeMachine();
  const where = values.pglite
    ? 'PGlite in the process'
    : 'PostgreSQL 18.4 as npm ships it, its own settings but for fsync';
  const count = (number: number) => number.toLocaleString('en');
  const text = [
    `## Library: ${count(files)} files of one owner among ${count(files + othersFiles)}${values.pglite ? ' (PGlite)' : ''}`,
    '',
    `${date} · ${hardware} · ${system} · ${where}.`,
    `\`node bench/src/library/measure-library.ts${values.pglite ? ' --pglite' : ''} --files ${files} --others ${othersFiles} --rounds ${rounds} --write\`:`,
    'pages of 100 through the use-case, with the folders’ paths, beside the plain query in one statement by the driver, in',
    'turns on one connection; searches go through fifteen texts, frequent, rare and absent.',
    '',
    markdownTable(table),
  ].join('\n');
  await writeFile(REPORT, withLibrarySection(await readFile(REPORT, 'utf8'), text));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function at(list: readonly number[], share: number): string {
  return quantile(list, share).toFixed(1);
}

function verdict(list: readonly number[], aimMs: number): string {
  return `< ${aimMs}: ${quantile(list, 0.95) < aimMs ? 'met' : '**missed**'}`;
}

function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
