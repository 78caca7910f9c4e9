/** Takes the README's screenshots of the running product: `node e2e/take-screenshots.ts`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { flac, mp3, wav, writeAudio } from './audio-files.ts';
import { launchBrowser } from './browser.ts';
import { chooseFiles, createOwner, row } from './journey.ts';
import { startProduct } from './product.ts';

const SCREENSHOTS = join(import.meta.dirname, '../docs/screenshots');
const SLOW_LINE = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 3 * 2 ** 20 };

const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
const product = await startProduct();
const browser = await launchBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
  const page = await context.newPage();
  await createOwner(page, product.setupUrl() ?? '');
  await fillLibrary(page);
  await uploadSlowly(page);
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400); // colours fade over
    await page.screenshot({ path: join(SCREENSHOTS, `file-manager-${colorScheme}.png`) });
  }
} finally {
  await browser.close();
  await product.close();
  rmSync(directory, { recursive: true });
}

async function fillLibrary(page: Page): Promise<void> {
  const files = [
    writeAudio(directory, 'Kick 909 tuned.wav', wav(2)),
    writeAudio(directory, 'Vocal comp v3.flac', flac(160)),
    writeAudio(directory, 'Träck 07 (final) 日本語 #2%.wav', wav(38)),
    writeAudio(directory, 'Strings stem.wav', wav(120)),
    writeAudio(directory, 'Rough mix for Lena.mp3', mp3(212)),
    writeAudio(directory, 'Nightfall – master 24.wav', wav(180)),
  ];
  for (const file of files) {
    await chooseFiles(page, [file]); // one after another: the newest comes first
    await row(page, file.name).waitFor();
  }
  await page.getByRole('button', { name: 'Remove finished uploads from the list' }).click();
  await row(page, 'Strings stem.wav').click();
}

async function uploadSlowly(page: Page): Promise<void> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', SLOW_LINE);
  await chooseFiles(page, [
    writeAudio(directory, 'Album premaster.wav', wav(400)),
    writeAudio(directory, 'Bass DI.wav', wav(60)),
  ]);
  await page.waitForTimeout(8_000); // long enough for a speed and a time left
}
