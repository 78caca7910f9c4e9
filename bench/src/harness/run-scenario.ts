import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openLine } from '../network/open-line.ts';
import { LOOPBACK, type Network } from '../network/place.ts';
import { startServers, type Servers } from '../servers/servers.ts';
import type { Contestant, Sample, Stage } from './contestant.ts';
import { makeFiles } from './make-files.ts';
import { otherWork } from './other-work.ts';
import { totalBytes, type ContestantResult, type ScenarioResult } from './results.ts';
import type { FileSet, Scenario } from './scenario.ts';

export interface RunOptions {
  readonly rounds: number;
  /** Less than the whole, for a look whether it runs; 1 is the whole. */
  readonly scale: number;
  readonly pageFolder: string;
  readonly nodeRunner: string;
  readonly scratch: string;
  readonly say: (line: string) => void;
}

/** Runs one scenario: everybody once to warm up, then round after round, everybody in each. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { rounds, pageFolder, nodeRunner, scratch, say } = options;
  const files = scaled(scenario.files, options.scale);
  const network = scenario.line === 'loopback' ? loopback() : await openLine(scenario.line, scratch);
  try {
    const servers = await startServers(network.server, pageFolder, scratch);
    try {
      say(`${scenario.title} · ${network.description} · sink in ${servers.sinkKind}`);
      const run = new ScenarioRun(
        scenario.contestants,
        { client: network.client, nodeRunner, scratch },
        servers,
        say,
      );
      await run.round('warm-up', scenario.warmUp);
      run.forgetSamples();
      for (let round = 1; round <= rounds; round++) await run.round(`round ${round} of ${rounds}`, files);
      return {
        id: scenario.id,
        title: options.scale === 1 ? scenario.title : `${scenario.title}, × ${options.scale}`,
        speedAims: scenario.speedAims,
        costAims: scenario.costAims,
        files,
        network: `${network.description}; sink in ${servers.sinkKind}`,
        rounds,
        otherWork: run.otherWork(),
        contestants: run.results(),
      };
    } finally {
      await servers.close();
    }
  } finally {
    await network.close();
    await rm(join(scratch, 'files'), { recursive: true, force: true });
  }
}

class ScenarioRun {
  readonly #contestants: readonly Contestant[];
  readonly #place: Pick<Stage, 'client' | 'nodeRunner' | 'scratch'>;
  readonly #servers: Servers;
  readonly #say: (line: string) => void;
  readonly #samples = new Map<string, Sample[]>();
  readonly #problems = new Map<string, string[]>();
  readonly #otherWork: number[] = [];
  #made: { readonly set: FileSet; readonly paths: readonly string[] } | null = null;

  constructor(
    contestants: readonly Contestant[],
    place: Pick<Stage, 'client' | 'nodeRunner' | 'scratch'>,
    servers: Servers,
    say: (line: string) => void,
  ) {
    this.#contestants = contestants;
    this.#place = place;
    this.#servers = servers;
    this.#say = say;
  }

  async round(name: string, files: FileSet): Promise<void> {
    if (this.#made?.set !== files) {
      this.#made = { set: files, paths: await makeFiles(join(this.#place.scratch, 'files'), files) };
    }
    for (const contestant of this.#contestants)
      await this.#measure(contestant, name, this.#made.paths, files);
  }

  forgetSamples(): void {
    this.#samples.clear();
    this.#otherWork.length = 0;
  }

  /** Of the machine, before each upload. */
  otherWork(): readonly number[] {
    return this.#otherWork;
  }

  results(): ContestantResult[] {
    return this.#contestants.map(({ id, name, settings, role }) => ({
      id,
      name,
      settings,
      role,
      samples: this.#samples.get(id) ?? [],
      problems: this.#problems.get(id) ?? [],
    }));
  }

  /** A contestant that fails is told of and left out of the round; the others go on. */
  async #measure(
    contestant: Contestant,
    round: string,
    paths: readonly string[],
    files: FileSet,
  ): Promise<void> {
    const absence = contestant.absence?.() ?? null;
    if (absence !== null) return void this.#problems.set(contestant.id, [absence]);
    const bytes = totalBytes({ files });
    try {
      this.#otherWork.push(await otherWork());
      await this.#servers.begin();
      const urls = this.#servers.urls;
      const measured = await contestant.upload({ ...this.#place, urls, files: paths, totalBytes: bytes });
      const traffic = await this.#servers.traffic();
      if (traffic.bodyBytes < bytes) throw new Error(`only ${traffic.bodyBytes} of ${bytes} bytes arrived`);
      const sample: Sample = { ...measured, ...traffic };
      this.#samples.set(contestant.id, [...(this.#samples.get(contestant.id) ?? []), sample]);
      this.#say(`  ${round}: ${contestant.name} ${sample.seconds.toFixed(2)} s`);
    } catch (error) {
      const problem = `${round}: ${error instanceof Error ? error.message : String(error)}`;
      this.#problems.set(contestant.id, [...(this.#problems.get(contestant.id) ?? []), problem]);
      this.#say(`  ${contestant.name} failed, ${problem}`);
    }
  }
}

function loopback(): Network {
  return { client: LOOPBACK, server: LOOPBACK, description: 'loopback', close: async () => {} };
}

function scaled({ count, sizeBytes, ...rest }: FileSet, scale: number): FileSet {
  return count > 1
    ? { ...rest, sizeBytes, count: Math.max(1, Math.round(count * scale)) }
    : { ...rest, count, sizeBytes: Math.max(1, Math.round(sizeBytes * scale)) };
}
