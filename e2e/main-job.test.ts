import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flac, mp3, wav, writeAudio, type AudioFile } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import {
  chooseAction,
  chooseFiles,
  complaintsOf,
  createOwner,
  download,
  dropFiles,
  expectListed,
  quotaOf,
  row,
  signIn,
} from './journey.ts';
import { startProduct, type Product } from './product.ts';

const HARD_NAME = 'Träck 07 (final) 日本語 #2%.wav';

describe.skipIf(skipsWithoutBrowser)('a newcomer', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let files: AudioFile[];
  let totalBytes: number;

  beforeAll(async () => {
    files = [
      writeAudio(directory, 'Bounce.wav', wav(180)),
      writeAudio(directory, 'Demo.mp3', mp3(180)),
      writeAudio(directory, 'Stem.flac', flac(180)),
      writeAudio(directory, HARD_NAME, wav(1)),
    ];
    totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    product = await startProduct();
    browser = await launchBrowser();
    page = await (await newProfile(browser)).newPage();
    complaints = complaintsOf(page);
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  test('creates the owner account by the link that the terminal printed', async () => {
    await createOwner(page, product.setupUrl() ?? '');
    expect(page.url()).not.toContain('token');
  });

  test('uploads a 30 MB WAV, an MP3, a FLAC and a file with a hard name, and sees them stored', async () => {
    await chooseFiles(page, files);
    await expectListed(
      page,
      files.map((file) => file.name),
    );
    expect(await row(page, 'Bounce.wav').textContent()).toContain('31.8');
    expect(await quotaOf(page)).toEqual({ usedBytes: totalBytes, reservedBytes: 0 });
  });

  test('downloads every one of them byte for byte, under its name', async () => {
    for (const file of files) {
      const saved = await download(page, file.name);
      expect(saved).toEqual({ name: file.name, sha256: file.sha256 });
    }
  });

  test('renames one with the keyboard, the extension kept', async () => {
    await row(page, 'Demo.mp3').click();
    await page.keyboard.press('F2');
    await page.keyboard.type('Demo v2');
    await page.keyboard.press('Enter');
    await expectListed(page, ['Bounce.wav', 'Demo v2.mp3', 'Stem.flac', HARD_NAME]);
    expect(await download(page, 'Demo v2.mp3')).toMatchObject({
      name: 'Demo v2.mp3',
      sha256: files[1]?.sha256,
    });
  });

  test('is told at once what cannot be stored, and nothing is reserved for it', async () => {
    await chooseFiles(page, [
      writeAudio(directory, 'notes.txt', Buffer.from('not audio')),
      writeAudio(directory, 'empty.wav', Buffer.alloc(0)),
    ]);
    const question = page.getByRole('dialog');
    await question.getByText('Only audio files can be stored here', { exact: false }).waitFor();
    await question.getByText('The file is empty', { exact: false }).waitFor();
    await question.getByRole('button', { name: 'Close' }).click();
    expect(await quotaOf(page)).toEqual({ usedBytes: totalBytes, reservedBytes: 0 });
  });

  test('deletes a file and takes it back', async () => {
    await chooseAction(page, 'Stem.flac', 'Move to trash');
    await expectListed(page, ['Bounce.wav', 'Demo v2.mp3', HARD_NAME]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectListed(page, ['Bounce.wav', 'Demo v2.mp3', 'Stem.flac', HARD_NAME]);
  });

  test('finds a file by a part of its name', async () => {
    await page.getByRole('searchbox').fill('träck');
    await expectListed(page, [HARD_NAME]);
    await page.getByRole('searchbox').fill('');
    await expectListed(page, ['Bounce.wav', 'Demo v2.mp3', 'Stem.flac', HARD_NAME]);
  });

  test('is shown the keys by `?`, unless it is typed into the search', async () => {
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await page.getByRole('grid', { name: 'Files' }).focus();
    await page.keyboard.press('?');
    await sheet.getByText('Move to trash', { exact: false }).waitFor();
    await expect
      .poll(() =>
        sheet.getByRole('button', { name: 'Close' }).evaluate((button) => button === document.activeElement),
      )
      .toBe(true);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.press('?');
    expect(await page.getByRole('searchbox').inputValue()).toBe('?');
    expect(await sheet.count()).toBe(0);
    await page.getByRole('searchbox').fill('');
  });

  test('drops a file on the page', async () => {
    const dropped = writeAudio(directory, 'dropped.wav', wav(0.1));
    totalBytes += dropped.sizeBytes;
    await dropFiles(page, [dropped]);
    await row(page, 'dropped.wav').waitFor();
    await expect.poll(() => quotaOf(page)).toEqual({ usedBytes: totalBytes, reservedBytes: 0 });
  });

  test('finds everything there after the server was restarted', async () => {
    await page.goto('about:blank'); // a page that is open complains when nobody answers, and rightly
    await product.stop('SIGTERM');
    await product.start();
    expect(product.setupUrl()).toBeNull();
    await page.goto(product.url);
    await expectListed(page, ['Bounce.wav', 'Demo v2.mp3', 'Stem.flac', HARD_NAME, 'dropped.wav']);
    expect(await quotaOf(page)).toEqual({ usedBytes: totalBytes, reservedBytes: 0 });
    expect(await download(page, HARD_NAME)).toMatchObject({ sha256: files[3]?.sha256 });
  });

  test('signs in on another device and sees the same', async () => {
    const other = await newProfile(browser);
    const otherPage = await other.newPage();
    await signIn(otherPage, product.url);
    await expectListed(otherPage, ['Bounce.wav', 'Demo v2.mp3', 'Stem.flac', HARD_NAME, 'dropped.wav']);
    await other.close();
  });

  test('gave the browser nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});
