/** Takes the README's screenshots of the running product: `node e2e/take-screenshots.ts`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { song, writeAudio, type AudioFile } from './audio-files.ts';
import { launchBrowser, newProfile } from './browser.ts';
import { chooseAction, chooseFiles, createOwner, row } from './journey.ts';
import { startProduct } from './product.ts';

const SCREENSHOTS = join(import.meta.dirname, '../docs/screenshots');
const MASTER = 'Night Drive – master 24.wav';

const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
const product = await startProduct({ WORKER: 'inside' });
const browser = await launchBrowser();
try {
  const page = await (await newProfile(browser)).newPage();
  await page.setViewportSize({ width: 1280, height: 760 });
  await createOwner(page, product.setupUrl() ?? '');
  await fillLibrary(page);
  await describeMaster(page);
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
  for (const name of ['Night Drive', 'Live at Funkhaus', 'Samples']) {
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await row(page, name).waitFor();
  }
  const files = [
    writeAudio(directory, 'Kick 909 tuned.wav', song(2, 3)),
    coded('Vocal comp v3.flac', song(60, 5)),
    writeAudio(directory, 'Träck 07 (final) 日本語 #2%.wav', song(38, 7)),
    coded('Strings stem.aiff', song(90, 2)),
    coded('Rough mix for Lena.mp3', song(150, 6)),
    writeAudio(directory, MASTER, song(180, 1)),
  ];
  for (const file of files) {
    await chooseFiles(page, [file]); // one after another: the newest comes first
    await row(page, file.name).waitFor();
  }
  await chooseFiles(page, [writeAudio(directory, MASTER, song(170, 4))]);
  await page.getByRole('dialog').getByText('Replace', { exact: false }).click();
  await page.getByRole('button', { name: 'Upload 1 file' }).click();
  await row(page, MASTER).getByText('30 MB').waitFor();
  await page.getByRole('button', { name: 'Remove finished uploads from the list' }).click();
}

/** The same as another program writes it. */
function coded(name: string, bytes: Buffer): AudioFile {
  const source = writeAudio(directory, `${name}.source.wav`, bytes);
  const path = join(directory, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', source.path, path]);
  return writeAudio(directory, name, readFileSync(path));
}

async function describeMaster(page: Page): Promise<void> {
  await chooseAction(page, MASTER, 'Details');
  const details = page.getByRole('complementary');
  for (const tag of ['master', 'Night Drive EP']) {
    await details.getByRole('textbox', { name: 'Add a tag' }).fill(tag);
    await page.keyboard.press('Enter');
  }
  await row(page, MASTER).getByText('Night Drive EP').waitFor();
  await row(page, MASTER).getByText('2:50').waitFor({ timeout: 60_000 });
  await row(page, 'Strings stem.aiff').getByText('1:30').waitFor({ timeout: 60_000 });
  await details.getByText(/LUFS$/).first().waitFor();
  await chooseAction(page, MASTER, 'Play');
  const position = page.getByRole('slider', { name: 'Position' });
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.waitForTimeout(500);
  await position.fill('71');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
}
