import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { wav, writeAudio } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import { chooseAction, chooseFiles, createOwner, expectListed, signIn } from './journey.ts';
import { startProduct, type Product } from './product.ts';

/** Nobody touches the pages that look on: what they show, they were told. */
describe.skipIf(skipsWithoutBrowser)('what happens in one place', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-live-'));
  let product: Product;
  let browser: Browser;
  let here: Page;
  let otherTab: Page;
  let otherDevice: Page;
  beforeAll(async () => {
    product = await startProduct();
    browser = await launchBrowser();
    const profile = await newProfile(browser);
    here = await profile.newPage();
    await createOwner(here, product.setupUrl() ?? '');
    otherTab = await profile.newPage();
    await otherTab.goto(product.url);
    await otherTab.getByRole('grid', { name: 'Files' }).waitFor();
    otherDevice = await (await newProfile(browser)).newPage();
    await signIn(otherDevice, product.url);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });
  const shown = async (names: readonly string[]) => {
    for (const page of [here, otherTab, otherDevice]) await expectListed(page, names);
  };

  test('a file stored in one tab appears in the other, and on another device, within moments', async () => {
    await chooseFiles(here, [writeAudio(directory, 'Take 1.wav', wav(1))]);
    await shown(['Take 1.wav']);
  });

  test('also when it is the other device that stores it', async () => {
    await chooseFiles(otherDevice, [writeAudio(directory, 'Take 2.wav', wav(1))]);
    await shown(['Take 1.wav', 'Take 2.wav']);
  });

  test('a file that goes to the trash in one tab is gone from the others', async () => {
    await chooseAction(otherTab, 'Take 1.wav', 'Move to trash');
    await shown(['Take 2.wav']);
  });

  test('goes on when the tab that held the stream is closed', async () => {
    await here.close();
    here = otherTab;
    await chooseFiles(otherDevice, [writeAudio(directory, 'Take 3.wav', wav(1))]);
    await shown(['Take 2.wav', 'Take 3.wav']);
  });
});
