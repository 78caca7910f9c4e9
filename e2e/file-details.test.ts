import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav, writeAudio, type AudioFile } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import {
  chooseAction,
  chooseFiles,
  complaintsOf,
  createOwner,
  download,
  expectListed,
  quotaOf,
  row,
} from './journey.ts';
import { startProduct, type Product } from './product.ts';

/** How long the page may take before we believe that it does not. */
const SOON = { timeout: 20_000 };

describe.skipIf(skipsWithoutBrowser)('the details of a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let first: AudioFile;
  let second: AudioFile;
  let other: AudioFile;

  beforeAll(async () => {
    for (const folder of ['first', 'second']) mkdirSync(join(directory, folder));
    first = writeAudio(join(directory, 'first'), 'Mix.wav', wav(2));
    second = writeAudio(join(directory, 'second'), 'Mix.wav', wav(3));
    other = writeAudio(directory, 'Bass.wav', wav(1));
    product = await startProduct();
    browser = await launchBrowser();
    page = await (await newProfile(browser)).newPage();
    complaints = complaintsOf(page);
    await createOwner(page, product.setupUrl() ?? '');
    await chooseFiles(page, [first, other]);
    await row(page, first.name).waitFor();
    await row(page, other.name).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  const pane = () => page.getByRole('complementary', { name: 'File details' });
  const versions = () => pane().getByRole('list', { name: 'Versions' }).getByRole('listitem');
  const star = () => pane().getByRole('button', { name: 'Favourite' });
  const earlierBytes = async () => {
    const started = page.waitForEvent('download');
    await versions()
      .nth(1)
      .getByRole('button', { name: /^Download the version/ })
      .click();
    const saved = await started;
    const sha256 = createHash('sha256')
      .update(readFileSync(await saved.path()))
      .digest('hex');
    return { name: saved.suggestedFilename(), sha256 };
  };

  test('tell its size to the byte, its checksum, and that it has no earlier version', async () => {
    await chooseAction(page, 'Mix.wav', 'Details');
    await pane().getByRole('heading', { name: 'Mix.wav' }).waitFor();
    await pane()
      .getByText(`${first.sizeBytes.toLocaleString('en')} bytes`, { exact: false })
      .waitFor();
    await pane().getByText('Verified').waitFor();
    await pane().getByText('No earlier versions', { exact: false }).waitFor();
    expect(await versions().count()).toBe(1);
  });

  test('show the old bytes as a version once it was uploaded again with Replace', async () => {
    await chooseFiles(page, [second]);
    const question = page.getByRole('dialog');
    await question.getByText('1 name is taken already').waitFor();
    await question.getByText('Replace', { exact: false }).click();
    await question.getByRole('button', { name: 'Upload 1 file' }).click();
    await expect.poll(() => versions().count(), SOON).toBe(2);
    await expectListed(page, ['Mix.wav', 'Bass.wav']);
    expect(await download(page, 'Mix.wav')).toEqual({ name: 'Mix.wav', sha256: second.sha256 });
  });

  test('give the old version back byte for byte, under the file’s name', async () => {
    expect(await earlierBytes()).toEqual({ name: 'Mix.wav', sha256: first.sha256 });
  });

  test('count both versions in the quota, to the byte', async () => {
    const usedBytes = first.sizeBytes + second.sizeBytes + other.sizeBytes;
    expect(await quotaOf(page)).toEqual({ usedBytes, reservedBytes: 0 });
    await page.getByRole('button', { name: /used$/ }).click();
    const quota = page.getByRole('dialog', { name: 'What uses the space' });
    const lineOf = (label: string) => quota.getByText(label, { exact: true }).locator('..').textContent();
    const exact = (bytes: number) => `${bytes.toLocaleString('en')} bytes`;
    await expect.poll(() => lineOf('Earlier versions'), SOON).toContain(exact(first.sizeBytes));
    expect(await lineOf('Files')).toContain(exact(second.sizeBytes + other.sizeBytes));
    await page.keyboard.press('Escape');
  });

  test('swap the versions when the old one is restored, and swap them back by Undo', async () => {
    await versions()
      .nth(1)
      .getByRole('button', { name: /^Restore the version/ })
      .click();
    await page.getByText('What was there is kept as a version', { exact: false }).waitFor();
    await pane()
      .getByText(`${first.sizeBytes.toLocaleString('en')} bytes`, { exact: false })
      .waitFor();
    expect(await download(page, 'Mix.wav')).toMatchObject({ sha256: first.sha256 });
    await expect.poll(() => versions().count(), SOON).toBe(2);
    expect(await earlierBytes()).toMatchObject({ sha256: second.sha256 });
    const usedBytes = first.sizeBytes + second.sizeBytes + other.sizeBytes;
    expect(await quotaOf(page)).toEqual({ usedBytes, reservedBytes: 0 });

    await page.getByRole('button', { name: 'Undo' }).click();
    await pane()
      .getByText(`${second.sizeBytes.toLocaleString('en')} bytes`, { exact: false })
      .waitFor();
    expect(await download(page, 'Mix.wav')).toMatchObject({ sha256: second.sha256 });
  });

  test('take tags, by Enter and by comma, and the search finds the file by them', async () => {
    await pane().getByRole('textbox', { name: 'Add a tag' }).click();
    await page.keyboard.type('Vocals, final take,');
    await page.keyboard.type('808');
    await page.keyboard.press('Enter');
    const tags = pane().getByRole('grid', { name: 'Tags' });
    await expect.poll(() => tags.getByRole('row').count(), SOON).toBe(3);
    await page.getByRole('searchbox').fill('final take');
    await expectListed(page, ['Mix.wav']);
    await page.getByRole('searchbox').fill('');
    await expectListed(page, ['Mix.wav', 'Bass.wav']);
    expect(await row(page, 'Mix.wav').textContent()).toContain('Vocals');
  });

  test('tell beside the field why a tag is refused, and keep it to be mended', async () => {
    const field = pane().getByRole('textbox', { name: 'Add a tag' });
    await field.fill('x'.repeat(101));
    await field.press('Enter');
    await pane().getByText('a tag has at most 100 bytes', { exact: false }).waitFor();
    expect(await field.inputValue()).toBe('x'.repeat(101));
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    expect(await pane().isVisible()).toBe(true);
  });

  test('keep a favourite over a reload', async () => {
    await star().click();
    await row(page, 'Mix.wav').getByText('Favourite').waitFor();
    await expect.poll(() => star().getAttribute('aria-pressed'), SOON).toBe('true');
    await page.waitForLoadState('networkidle');
    await page.reload();
    await row(page, 'Mix.wav').getByText('Favourite').waitFor();
  });

  test('take a star back that the server refuses, and say why', async () => {
    await chooseAction(page, 'Bass.wav', 'Details');
    await pane().getByRole('heading', { name: 'Bass.wav' }).waitFor();
    await page.route(/files\.describe/, (route) => route.abort());
    await star().click();
    await page.getByText('The server cannot be reached', { exact: false }).waitFor();
    await expect.poll(() => star().getAttribute('aria-pressed'), SOON).toBe('false');
    await page.unroute(/files\.describe/);
    complaints.splice(0); // the browser tells of the call that was cut off, and rightly
  });

  test('make the file public: whoever has the link reads it, until that is ended', async () => {
    await pane().getByText('Only you can read this file.').waitFor();
    await pane().getByRole('button', { name: 'Make public' }).click();
    await pane().getByRole('button', { name: 'Copy public link' }).waitFor();
    const url = await pane()
      .getByTitle(/\/api\/storage\/public\//)
      .innerText();
    const read = () => fetch(url); // somebody else, who is not signed in
    const bytes = Buffer.from(await (await read()).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(other.sha256);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pane().getByRole('button', { name: 'Copy public link' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), SOON).toBe(url);
    await pane().getByRole('button', { name: 'End public link' }).click();
    await pane().getByRole('button', { name: 'Make public' }).waitFor();
    await expect.poll(async () => (await read()).status, SOON).toBe(404);
  });

  test('name the copies there are of the same bytes', async () => {
    const copy = writeAudio(directory, 'Bass again.wav', wav(1));
    await chooseFiles(page, [copy]);
    await page.getByText('you already have this: Bass.wav').waitFor();
    await pane().getByRole('list', { name: 'Copies you already have' }).getByText('Bass again.wav').waitFor();
  });

  test('are used with the keyboard alone', async () => {
    await pane().getByRole('button', { name: 'Close details' }).click();
    await row(page, 'Mix.wav').focus();
    await page.keyboard.press('Control+i');
    await pane().getByRole('heading', { name: 'Mix.wav' }).waitFor();
    await tabTo(page, () => star());
    await page.keyboard.press('Space');
    await expect.poll(() => star().getAttribute('aria-pressed'), SOON).toBe('false');
    await tabTo(page, () => pane().getByRole('grid', { name: 'Tags' }).getByRole('row').first());
    await page.keyboard.press('Delete');
    await expect
      .poll(() => pane().getByRole('grid', { name: 'Tags' }).getByRole('row').count(), SOON)
      .toBe(2);
    await tabTo(page, () => pane().getByRole('textbox', { name: 'Add a tag' }));
    await page.keyboard.type('typed');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => pane().getByRole('grid', { name: 'Tags' }).getByRole('row').count(), SOON)
      .toBe(3);
    await tabTo(page, () => pane().getByRole('button', { name: /^Delete the version of/ }));
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog', { name: 'Delete this version for good?' }).waitFor();
    await page.keyboard.press('Tab'); // Cancel has the focus
    await page.keyboard.press('Enter');
    await page.getByText('Version deleted for good', { exact: false }).waitFor();
    await expect.poll(() => versions().count(), SOON).toBe(1);
    await tabTo(page, () => pane().getByRole('textbox', { name: 'Add a tag' }));
    await page.keyboard.press('Escape');
    await pane().waitFor({ state: 'detached' });
    await expect
      .poll(() => row(page, 'Mix.wav').evaluate((it) => it === document.activeElement), SOON)
      .toBe(true);
  });

  test('free the bytes of a version that was deleted for good', async () => {
    const usedBytes = second.sizeBytes + 2 * other.sizeBytes;
    await expect.poll(() => quotaOf(page), SOON).toEqual({ usedBytes, reservedBytes: 0 });
  });

  test('come over the list where there is no room beside it, and go by Escape', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await chooseAction(page, 'Mix.wav', 'Details');
    const sheet = page.getByRole('dialog', { name: 'File details' });
    await sheet.getByRole('heading', { name: 'Mix.wav' }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  test('gave the browser nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});

/** Tabs, forwards and then backwards, until the element has the focus: it can be reached without a mouse. */
async function tabTo(page: Page, target: () => ReturnType<Page['locator']>): Promise<void> {
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let presses = 0; presses < 30; presses++) {
      if (await target().evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(key);
    }
  }
  throw new Error('the element cannot be reached with Tab');
}
