/**
 * Measures how long presses take to show while a folder of 2,500 files arrives: `node e2e/measure-interactions.ts
 * [FILES]`. It prints figures and asserts nothing: a test must not depend on how busy its machine is.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { wav } from './audio-files.ts';
import { launchBrowser, newProfile } from './browser.ts';
import { chooseFolder, createOwner, fileCountOf } from './journey.ts';
import { startProduct } from './product.ts';

const FILES = Number(process.argv[2] ?? 2500);
/** Event Timing reports nothing shorter than this. https://www.w3.org/TR/event-timing/ */
const SHORTEST_MS = 16;

/** Where the time of an interaction went: until its handlers began, while they ran, and until the picture was there. */
interface Interaction {
  readonly name: string;
  readonly durationMs: number;
  readonly delayMs: number;
  readonly handlersMs: number;
  readonly paintMs: number;
}

declare global {
  var interactions: Map<number, Interaction>;
}

const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
const product = await startProduct({ DEFAULT_QUOTA_BYTES: String(2 ** 31) });
const browser = await launchBrowser();
try {
  const page = await (await newProfile(browser)).newPage();
  await createOwner(page, product.setupUrl() ?? '');
  await page.evaluate(watchInteractions, SHORTEST_MS);
  await chooseFolder(page, makeFolder());
  await page.getByRole('searchbox').fill('Hit'); // the files of all folders, as they arrive
  await page.getByRole('grid', { name: 'Files' }).getByRole('row').nth(6).waitFor();
  let presses = 0;
  while ((await fileCountOf(page)) < FILES) {
    await press(page, presses);
    presses += 1;
  }
  const slow = await page.evaluate(() =>
    [...globalThis.interactions.values()].toSorted((a, b) => b.durationMs - a.durationMs),
  );
  // An interaction that the browser did not report took less than it reports. The 98th percentile is what INP is.
  const inp = slow[Math.floor(presses * 0.02)]?.durationMs ?? `< ${SHORTEST_MS}`;
  const median = slow[Math.floor(presses * 0.5)]?.durationMs ?? `< ${SHORTEST_MS}`;
  console.log({ files: FILES, presses, longestMs: slow[0]?.durationMs ?? 0, inpMs: inp, medianMs: median });
  console.table(slow.slice(0, 12));
} finally {
  await browser.close();
  await product.close();
  rmSync(directory, { recursive: true });
}

/** A press as a person makes one, on what is there on the screen: sorts, selects rows. */
async function press(page: Page, count: number): Promise<void> {
  const header = page.getByRole('columnheader', { name: ['Name', 'Size', 'Uploaded'][count % 3] ?? 'Name' });
  const { x, y, height } = (await header.boundingBox()) ?? { x: 0, y: 0, height: 0 };
  const row = count % 2 === 0 ? 0 : 1 + (count % 5);
  await page.mouse.click(x + 20, y + height * (row + 0.5));
  await page.waitForTimeout(150);
}

function watchInteractions(shortestMs: number): void {
  globalThis.interactions = new Map();
  const note = (entries: PerformanceEntryList) => {
    for (const entry of entries) {
      const { interactionId, name, startTime, duration, processingStart, processingEnd } =
        entry as PerformanceEventTiming;
      if (interactionId === 0 || (interactions.get(interactionId)?.durationMs ?? 0) >= duration) continue;
      const [delayMs, handlersMs] = [processingStart - startTime, processingEnd - processingStart].map(
        Math.round,
      );
      interactions.set(interactionId, {
        name,
        durationMs: duration,
        delayMs: delayMs ?? 0,
        handlersMs: handlersMs ?? 0,
        paintMs: Math.round(startTime + duration - processingEnd),
      });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'event', durationThreshold: shortestMs } as PerformanceObserverInit);
}

function makeFolder(): string {
  const folder = join(directory, 'Samples');
  const bytes = wav(0.2);
  for (let index = 0; index < FILES; index++) {
    const sub = join(folder, `Kit ${Math.floor(index / 100)}`);
    mkdirSync(sub, { recursive: true });
    writeFileSync(join(sub, `Hit ${index}.wav`), bytes);
  }
  return folder;
}
