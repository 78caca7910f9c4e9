import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav, writeAudio, type AudioFile } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import { chooseFiles, createOwner, download, expectListed, quotaOf } from './journey.ts';
import { startProduct, type Product } from './product.ts';
import { openStoreLine, type StoreLine } from './store-line.ts';

const PART_BYTES = 5 * 2 ** 20;

describe.skipIf(skipsWithoutBrowser)('an upload whose server is killed half way', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  let product: Product;
  let browser: Browser;
  let page: Page;
  let file: AudioFile;
  let line: StoreLine;
  beforeAll(async () => {
    file = writeAudio(directory, 'Master.wav', wav(300)); // 52.9 MB: eleven parts of 5 MiB
    line = await openStoreLine();
    product = await startProduct({ ...line.settings, MULTIPART_PART_SIZE: String(PART_BYTES) });
    browser = await launchBrowser();
    page = await (await newProfile(browser)).newPage();
    await createOwner(page, product.setupUrl() ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await line.close();
    rmSync(directory, { recursive: true });
  });

  test('goes on after a reload with the parts that are missing, and no other', async () => {
    line.slowTo(12 * 2 ** 20); // so that the kill meets it half way
    await chooseFiles(page, [file]);
    await expect.poll(() => line.stored.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(5);
    await product.stop('SIGKILL');
    const sentBefore = line.stored.map(({ partNumber }) => partNumber);
    line.forget();
    const context = page.context(); // the browser keeps the session
    await page.close();

    await product.start();
    page = await context.newPage();
    await page.goto(product.url);
    expect(await quotaOf(page)).toEqual({ usedBytes: 0, reservedBytes: file.sizeBytes });
    await page.getByText('1 upload is unfinished', { exact: false }).waitFor();
    await chooseFiles(page, [file]);
    await expectListed(page, ['Master.wav']);

    const after = line.stored.map(({ partNumber }) => partNumber);
    const partCount = Math.ceil(file.sizeBytes / PART_BYTES);
    // What was acknowledged is not sent again. A part whose answer the kill cut off may have been stored or not.
    expect(after.filter((part) => sentBefore.includes(part))).toEqual([]);
    expect(after.length).toBeLessThanOrEqual(partCount - sentBefore.length);
    expect(after.length).toBeGreaterThan(0);
    expect(await quotaOf(page)).toEqual({ usedBytes: file.sizeBytes, reservedBytes: 0 });
    expect(await download(page, 'Master.wav')).toEqual({ name: 'Master.wav', sha256: file.sha256 });
  });
});
