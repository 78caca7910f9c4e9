import type { Contestant, Measured, Stage } from '../harness/contestant.ts';
import { usageOf, watchPeakMemory } from '../harness/process-tree.ts';
import type { PageJob, PageMeasured } from '../page/page.ts';
import { chromiumAbsence, openInChromium } from './launch-chromium.ts';

export interface BrowserContestantOptions extends Pick<Contestant, 'id' | 'name' | 'settings' | 'role'> {
  /** The page's name of it: see `page/page.ts`. */
  readonly module: string;
  readonly variant?: string;
}

/** A library in a page, in a fresh Chromium for each upload; timed by the page. */
export function browserContestant(options: BrowserContestantOptions): Contestant {
  const { module, variant = '', ...about } = options;
  return {
    ...about,
    absence: chromiumAbsence,
    upload: async ({ client, urls, files, scratch }: Stage): Promise<Measured> => {
      const page = await openInChromium(client, urls.control, scratch);
      try {
        await page.chooseFiles(files);
        await page.evaluate(`bench.load(${JSON.stringify(module)})`);
        const before = usageOf(page.pid);
        const memory = watchPeakMemory(page.pid);
        const job: PageJob = { module, variant, sinkUrl: urls.sink, tusUrl: urls.tus };
        const measured = await page.evaluate(`bench.run(${JSON.stringify(job)})`);
        const after = usageOf(page.pid);
        return {
          ...(measured as PageMeasured), // the page's own answer
          peakMemoryBytes: memory.stop(),
          cpuSeconds: after.cpuSeconds - before.cpuSeconds,
          readBytes: after.readBytes - before.readBytes,
        };
      } finally {
        await page.close();
      }
    },
  };
}
