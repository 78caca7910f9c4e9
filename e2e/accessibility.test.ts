import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { song, writeAudio } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import { findViolations } from './find-violations.ts';
import { chooseAction, chooseFiles, createOwner, row } from './journey.ts';
import { startProduct, type Product } from './product.ts';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';

const directory = mkdtempSync(join(tmpdir(), 'dawg-axe-'));

describe.skipIf(skipsWithoutBrowser || skipsWithout('ffmpeg'))('axe finds nothing', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    product = await startProduct({ WORKER: 'inside' });
    browser = await launchBrowser();
    page = await (await newProfile(browser)).newPage();
    await page.goto(product.setupUrl() ?? '');
    await page.getByLabel('Name').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  const violations = () => findViolations(page);

  test('where the account is made', async () => {
    expect(await violations()).toEqual([]);
  });

  test('in the empty list', async () => {
    await createOwner(page, product.setupUrl() ?? '');
    expect(await violations()).toEqual([]);
  });

  test('in the list with its waveforms, the details and the player, while what is no audio is told of', async () => {
    const fake = writeAudio(directory, 'notes.wav', Buffer.from('Call the drummer about Tuesday.'));
    await chooseFiles(page, [writeAudio(directory, 'Mix.wav', song(20)), fake]);
    await page.getByText('A file was not kept.').waitFor({ timeout: 60_000 });
    await row(page, 'Mix.wav').getByText('0:20').waitFor({ timeout: 60_000 });
    await chooseAction(page, 'Mix.wav', 'Details');
    await page.getByRole('complementary').getByText(/LUFS$/).first().waitFor();
    await chooseAction(page, 'Mix.wav', 'Play');
    await page.getByRole('group', { name: 'Player' }).waitFor();
    expect(await violations()).toEqual([]);
  });

  test('in a row’s menu', async () => {
    await page.getByRole('button', { name: 'Actions for Mix.wav' }).click();
    await page.getByRole('menu').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('in the sheet of keys', async () => {
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('in the trash', async () => {
    await page.getByRole('radio', { name: 'Trash' }).click();
    await page.getByText('The trash is empty').waitFor();
    expect(await violations()).toEqual([]);
  });
});
