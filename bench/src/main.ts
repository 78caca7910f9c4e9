// `npm run bench -- [SCENARIO…] [--rounds N] [--scale S] [--json PATH] [--write]`
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildNodeRunner } from './contestants/build-node-runner.ts';
import { describeMachine } from './harness/machine.ts';
import { markdownReport, textReport } from './harness/report.ts';
import type { ScenarioResult } from './harness/results.ts';
import { textTable } from './harness/result-table.ts';
import { runScenario } from './harness/run-scenario.ts';
import { librarySection } from './library/library-section.ts';
import { NoLineError } from './network/open-line.ts';
import { buildPage } from './page/build-page.ts';
import { ALL_SCENARIOS } from './scenarios/all-scenarios.ts';
import { ratesTable, SERVER_RATES, SERVER_RATES_TITLE, serverRates } from './server-rate/server-rates.ts';

const REPORT = new URL('../../docs/benchmarks.md', import.meta.url);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const known = [...ALL_SCENARIOS.map(({ id }) => id), SERVER_RATES];
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No scenario ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const isWanted = (id: string) => positionals.length === 0 || positionals.includes(id);

const machine = describeMachine();
const scratch = await mkdtemp(join(tmpdir(), 'dawg-bench-'));
// Whatever ends the run: what it started ends with its pipes, what it made is removed by handlers of `exit`.
process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const results: ScenarioResult[] = [];
const [pageFolder, nodeRunner] = await Promise.all([buildPage(scratch), buildNodeRunner(scratch)]);
for (const scenario of ALL_SCENARIOS) {
  if (!isWanted(scenario.id)) continue;
  try {
    const result = await runScenario(scenario, {
      rounds: Number(values.rounds),
      scale: Number(values.scale),
      pageFolder,
      nodeRunner,
      scratch,
      say: (line) => console.error(line),
    });
    results.push(result);
    console.log(textReport(result));
  } catch (error) {
    if (!(error instanceof NoLineError)) throw error;
    console.log(`\n${scenario.title}: left out, ${error.message}`);
  }
}

const rates = isWanted(SERVER_RATES) ? await serverRates(Number(values.scale)) : [];
if (rates.length > 0) console.log(`\n${SERVER_RATES_TITLE}\n${textTable(ratesTable(rates))}`);

if (values.json)
  await writeFile(resolve(values.json), JSON.stringify({ machine, scenarios: results, rates }, null, 2));
if (values.write) {
  const library = librarySection(await readFile(REPORT, 'utf8')); // measured by another script
  await writeFile(REPORT, markdownReport(machine, results, rates) + (library && `\n${library}`));
}
