import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav, writeAudio } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import {
  chooseAction,
  chooseFiles,
  complaintsOf,
  createOwner,
  download,
  expectListed,
  row,
} from './journey.ts';
import { startProduct, type Product } from './product.ts';

describe.skipIf(skipsWithoutBrowser)('folders', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  const upload = async (...names: string[]) => {
    const files = names.map((name) => writeAudio(directory, name, wav(1)));
    await chooseFiles(page, files);
    return files;
  };
  const crumbs = () =>
    page.getByRole('navigation', { name: 'Folders' }).or(page.getByRole('list', { name: 'Folders' }));
  const select = (name: string, more = false) =>
    row(page, name).click({ position: { x: 150, y: 15 }, ...(more ? { modifiers: ['ControlOrMeta'] } : {}) });

  beforeAll(async () => {
    product = await startProduct();
    browser = await launchBrowser();
    page = await (await newProfile(browser)).newPage();
    complaints = complaintsOf(page);
    await createOwner(page, product.setupUrl() ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  test('are made by name, and a name that is taken is told at the field', async () => {
    await upload('Sketch.wav');
    await row(page, 'Sketch.wav').waitFor();
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.keyboard.type('Album');
    await page.keyboard.press('Enter');
    await expectListed(page, ['Album', 'Sketch.wav']);
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.keyboard.type('ALBUM');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('taken', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('open by Enter and close by Backspace, and the address and the back button follow', async () => {
    await select('Album');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/folders\//);
    await crumbs().getByText('Album').waitFor();
    await page.getByText('This folder is empty').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.role)).toBe('grid');
    await page.keyboard.press('Backspace');
    await expectListed(page, ['Album', 'Sketch.wav']);
    await page.goBack();
    await page.getByText('This folder is empty').waitFor();
    await page.goBack();
    await expectListed(page, ['Album', 'Sketch.wav']);
    await page.goForward();
    await page.getByText('This folder is empty').waitFor();
  });

  test('take what is uploaded while they are open', async () => {
    await upload('Mix.wav', 'Stem.wav');
    await expectListed(page, ['Mix.wav', 'Stem.wav']);
    await page.reload(); // the address alone says which folder is open
    await expectListed(page, ['Mix.wav', 'Stem.wav']);
  });

  test('nest, and the breadcrumbs lead back', async () => {
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.keyboard.type('Stems');
    await page.keyboard.press('Enter');
    await row(page, 'Stems').dblclick({ position: { x: 150, y: 15 } });
    await crumbs().getByText('Stems').waitFor();
    await crumbs().getByText('Files', { exact: true }).click();
    await expectListed(page, ['Album', 'Sketch.wav']);
  });

  test('take files that are moved there, and undo takes them out again', async () => {
    await chooseAction(page, 'Sketch.wav', 'Move to…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('option', { name: 'Album' }).click();
    await dialog.getByRole('option', { name: 'Stems' }).waitFor();
    await dialog.getByRole('button', { name: 'Move here' }).click();
    await page.getByText('“Sketch.wav” is in Album now').waitFor();
    await expectListed(page, ['Album']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectListed(page, ['Album', 'Sketch.wav']);
  });

  test('take several files at once that are dragged onto them', async () => {
    await row(page, 'Album').dblclick({ position: { x: 150, y: 15 } });
    await expectListed(page, ['Stems', 'Mix.wav', 'Stem.wav']);
    await select('Mix.wav');
    await select('Stem.wav', true);
    await row(page, 'Stem.wav').dragTo(row(page, 'Stems'), { sourcePosition: { x: 150, y: 15 } });
    await expectListed(page, ['Stems']);
    await row(page, 'Stems').dblclick({ position: { x: 150, y: 15 } });
    await expectListed(page, ['Mix.wav', 'Stem.wav']);
  });

  test('are found through: a search finds files wherever they are, and says where', async () => {
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('mix');
    await expectListed(page, ['Mix.wav']);
    await row(page, 'Mix.wav').getByText('Album / Stems').waitFor();
    expect((await download(page, 'Mix.wav')).name).toBe('Mix.wav');
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('');
  });

  test('are renamed in place and keep what is in them', async () => {
    await page.goto(product.url);
    await select('Album');
    await page.keyboard.press('F2');
    await page.keyboard.type('Night v1.0');
    await page.keyboard.press('Enter');
    await expectListed(page, ['Night v1.0', 'Sketch.wav']);
    await row(page, 'Night v1.0').getByText('1 item').waitFor();
  });

  test('go to the trash with all that is in them, and come back whole', async () => {
    await select('Night v1.0');
    await page.keyboard.press('Delete');
    await expectListed(page, ['Sketch.wav']);
    await page.getByRole('radio', { name: 'Trash' }).click();
    await expectListed(page, ['Night v1.0', 'Mix.wav', 'Stem.wav']);
    await chooseAction(page, 'Night v1.0', 'Restore');
    await page.getByText('The trash is empty').waitFor();
    await page.getByRole('radio', { name: 'Files' }).click();
    await expectListed(page, ['Night v1.0', 'Sketch.wav']);
    await row(page, 'Night v1.0').dblclick({ position: { x: 150, y: 15 } });
    await row(page, 'Stems').dblclick({ position: { x: 150, y: 15 } });
    await expectListed(page, ['Mix.wav', 'Stem.wav']);
  });

  test('give several of their files as one zip', async () => {
    await select('Mix.wav');
    await select('Stem.wav', true);
    const started = page.waitForEvent('download');
    await page.getByRole('toolbar', { name: 'Selected items' }).getByText('Download as zip').click();
    const zip = readFileSync(await (await started).path());
    for (const name of ['Mix.wav', 'Stem.wav', 'SHA256SUMS']) expect(zip.includes(name)).toBe(true);
  });

  test('are saved as one zip of their name, with the folders in them', async () => {
    await page.goto(product.url);
    await select('Night v1.0');
    const started = page.waitForEvent('download');
    await page.getByRole('toolbar', { name: 'Selected items' }).getByText('Download as zip').click();
    const saved = await started;
    expect(saved.suggestedFilename()).toBe('Night v1.0.zip');
    const zip = readFileSync(await saved.path());
    for (const name of ['Stems/Mix.wav', 'Stems/Stem.wav', 'SHA256SUMS'])
      expect(zip.includes(name)).toBe(true);
  });

  test('are left out where a filter finds files wherever they are', async () => {
    await page.goto(`${product.url}/?type=wav`);
    await expectListed(page, ['Sketch.wav', 'Mix.wav', 'Stem.wav']);
    await page.getByRole('button', { name: 'Filter (active)' }).click();
    await page.getByRole('menuitemradio', { name: 'FLAC' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Nothing matches the filter').waitFor();
    expect(new URL(page.url()).search).toBe('?type=flac');
    await page.getByRole('button', { name: 'Show all files' }).click();
    await expectListed(page, ['Night v1.0', 'Sketch.wav']);
  });

  test('leave an empty trash behind when it is emptied', async () => {
    await select('Sketch.wav');
    await page.keyboard.press('Delete');
    await expectListed(page, ['Night v1.0']);
    await page.getByRole('radio', { name: 'Trash' }).click();
    await expectListed(page, ['Sketch.wav']);
    await page.getByRole('button', { name: 'Empty trash' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Empty trash' }).click();
    await page.getByText('The trash is empty').waitFor();
    await page.getByRole('radio', { name: 'Files' }).click();
    await expectListed(page, ['Night v1.0']);
  });

  test('that are gone say so, with a way on', async () => {
    await page.goto(`${product.url}/folders/0199c0de-1234-7abc-8def-0123456789ab`);
    await page.getByText('This folder is not here any more', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Show all files' }).click();
    await expectListed(page, ['Night v1.0']);
  });

  test('give the browser nothing to complain of but the name that was taken and the folder that is gone', () => {
    expect(complaints.filter((complaint) => !/status of (404|409)/.test(complaint))).toEqual([]);
  });
});
