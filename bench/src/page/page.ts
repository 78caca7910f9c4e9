import type { Measured } from '../harness/contestant.ts';
import type { BrowserJob, BrowserUpload } from './browser-upload.ts';
import { lineWatch } from './line-watch.ts';

/** Each in a chunk of its own: no contestant pays for another's code. */
const UPLOADS: Readonly<Record<string, () => Promise<{ readonly upload: BrowserUpload }>>> = {
  'better-upload': () => import('./better-upload.ts'),
  ours: () => import('./ours-browser.ts'),
  'raw-put': () => import('./raw-put.ts'),
  tus: () => import('./tus-browser.ts'),
  'uppy-5': () => import('./uppy-5.ts'),
  'uppy-6': () => import('./uppy-6.ts'),
};

export interface PageJob extends Omit<BrowserJob, 'files'> {
  readonly module: string;
}

export type PageMeasured = Pick<Measured, 'seconds' | 'jsHeapBytes' | 'longestTaskMs' | 'idleLanes'>;

/** What the harness calls. */
export interface BenchPage {
  /** Loads the code, which is not counted. */
  load(module: string): Promise<void>;
  run(job: PageJob): Promise<PageMeasured>;
}

declare global {
  var bench: BenchPage;
}

const HEAP_EVERY_MS = 100;

lineWatch.watchPage();

globalThis.bench = {
  load: async (module) => void (await UPLOADS[module]?.()),
  run: async ({ module, ...job }) => {
    const { upload } = (await UPLOADS[module]?.()) ?? {};
    if (!upload) throw new Error(`no contestant ${module}`);
    const files = [...(document.querySelector('input')?.files ?? [])];
    const tasks = watchLongTasks();
    const heap = watchHeap();
    const begun = performance.now();
    await upload({ ...job, files });
    const seconds = (performance.now() - begun) / 1000;
    return {
      seconds,
      jsHeapBytes: heap.stop(),
      longestTaskMs: tasks.stop(),
      idleLanes: lineWatch.idleShare(),
    };
  },
};

/** Browsers report tasks from 50 ms on. */
function watchLongTasks(): { stop(): number } {
  let longest = 0;
  const look = (entries: PerformanceEntryList) =>
    entries.forEach(({ duration }) => (longest = Math.max(longest, duration)));
  const observer = new PerformanceObserver((list) => look(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    stop: () => {
      look(observer.takeRecords());
      observer.disconnect();
      return longest;
    },
  };
}

/** JavaScript's own heap: buffers of file bytes lie outside it, in the process's memory. */
function watchHeap(): { stop(): number } {
  let peak = 0;
  const look = () => {
    // Chromium's alone, and exact with --enable-precise-memory-info: TypeScript does not know it.
    const { memory } = performance as unknown as { readonly memory: { readonly usedJSHeapSize: number } };
    peak = Math.max(peak, memory.usedJSHeapSize);
  };
  const timer = setInterval(look, HEAP_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}
