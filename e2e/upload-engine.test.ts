import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wav, writeAudio, type AudioFile } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import {
  chooseFiles,
  chooseFolder,
  complaintsOf,
  createOwner,
  download,
  dropFiles,
  expectListed,
  fileCountOf,
  quotaOf,
  row,
  signIn,
} from './journey.ts';
import { startProduct, type Product } from './product.ts';
import { openStoreLine, type StoreLine } from './store-line.ts';

const PART_BYTES = 5 * 2 ** 20;
const MB = 1_000_000;
const SOON = { timeout: 60_000, interval: 50 };

describe.skipIf(skipsWithoutBrowser)('an upload in a browser', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  let line: StoreLine;
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
  /** What was listed before this test. */
  let names: string[] = [];

  beforeAll(async () => {
    line = await openStoreLine();
    product = await startProduct({
      ...line.settings,
      MULTIPART_PART_SIZE: String(PART_BYTES),
      MAX_FILE_BYTES: String(500 * MB),
      DEFAULT_QUOTA_BYTES: String(2000 * MB),
    });
    browser = await launchBrowser();
    context = await newProfile(browser);
    page = await context.newPage();
    await createOwner(page, product.setupUrl() ?? '');
    signedIn = await context.storageState();
    await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    await line.close();
    rmSync(directory, { recursive: true });
  });

  beforeEach(async () => {
    line.slowTo(Infinity);
    line.forget();
    context = await newProfile(browser);
    await context.addCookies(signedIn.cookies);
    page = await context.newPage();
    await page.goto(product.url);
    await page.getByRole('grid', { name: 'Files' }).waitFor();
  });
  afterEach(() => context.close());

  const partNumbers = () => line.stored.map(({ partNumber }) => partNumber);
  const master = (name: string, seconds = 180): AudioFile => writeAudio(directory, name, wav(seconds));
  const expectStored = async (at: Page, file: AudioFile) => {
    names = [...names, file.name];
    await expectListed(at, names);
    expect(await download(at, file.name)).toEqual({ name: file.name, sha256: file.sha256 });
  };
  /** Begins an upload and closes the tab when some of its parts are stored. */
  const leaveHalfWay = async (file: AudioFile) => {
    line.slowTo(16 * MB);
    await chooseFiles(page, [file]);
    await expect.poll(() => line.stored.length, SOON).toBeGreaterThanOrEqual(3);
    await context.close();
    await expect.poll(() => line.isIdle(), SOON).toBe(true);
    const stored = partNumbers();
    line.forget();
    line.slowTo(Infinity);
    return stored;
  };

  test('whose tab was killed goes on in another profile: no part that is stored is sent again', async () => {
    const file = master('Killed.wav'); // 31.8 MB: seven parts
    const before = await leaveHalfWay(file);
    context = await newProfile(browser);
    page = await context.newPage();
    await signIn(page, product.url);
    await page.getByText('1 upload is unfinished', { exact: false }).waitFor();
    await chooseFiles(page, [file]);
    await expectStored(page, file);
    const all = [...before, ...partNumbers()];
    expect(all.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('of a file of which one byte was changed meanwhile is refused, and nothing of it is sent', async () => {
    const file = master('Flipped.wav');
    await leaveHalfWay(file);
    const bytes = wav(180);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeAudio(directory, file.name, bytes); // the same size and time
    context = await newProfile(browser);
    page = await context.newPage();
    await signIn(page, product.url);
    await chooseFiles(page, [file]);
    const uploads = page.getByRole('region', { name: 'Uploads' });
    await uploads.getByText('not the one that was being uploaded', { exact: false }).waitFor();
    expect(line.stored).toEqual([]);
    await uploads.getByRole('button', { name: 'Remove Flipped.wav from the list' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await expect.poll(async () => (await quotaOf(page)).reservedBytes, SOON).toBe(0);
  });

  test('goes through twenty cuts of the line; what had arrived before a cut is not sent again', async () => {
    const file = master('Tunnel.wav', 1100); // 194 MB: 38 parts
    line.slowTo(60 * MB);
    // Mostly in the middle of parts, now and then after some have arrived; fewer bytes in all than the file has.
    const cuts = Array.from({ length: 20 }, (_, cut) => (cut % 5 === 4 ? 20 * MB : 5 * MB));
    const done = line.cutAfter(cuts, async (mend) => {
      await context.setOffline(true);
      await page.waitForTimeout(100);
      mend();
      await context.setOffline(false);
    });
    await chooseFiles(page, [file]);
    await done;
    await expectStored(page, file);
    const sentAgain = line.stored.length - new Set(partNumbers()).size;
    expect(new Set(partNumbers()).size).toBe(Math.ceil(file.sizeBytes / PART_BYTES));
    expect(sentAgain).toBeLessThanOrEqual(20);
  });

  test('of one file in two tabs sends every part once, and makes one file', async () => {
    const file = master('Twice.wav');
    line.slowTo(24 * MB);
    const other = await context.newPage();
    await other.goto(product.url);
    await other.getByRole('grid', { name: 'Files' }).waitFor();
    await chooseFiles(page, [file]);
    await expect.poll(() => line.sentBytes(), SOON).toBeGreaterThan(0);
    await chooseFiles(other, [file]);
    await other.getByText('Another tab is uploading this file').waitFor();
    await other.getByText('1 file uploaded', { exact: true }).waitFor();
    await expectStored(page, file);
    expect(partNumbers().toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('goes on while another view is looked at', async () => {
    const file = master('Elsewhere.wav');
    line.slowTo(24 * MB);
    await chooseFiles(page, [file]);
    await expect.poll(() => line.sentBytes(), SOON).toBeGreaterThan(0);
    await page.getByText('Trash', { exact: true }).click();
    await page.getByText('The trash is empty').waitFor();
    await page.getByText('1 file uploaded', { exact: true }).waitFor();
    await page.getByText('Files', { exact: true }).click();
    await expectStored(page, file);
  });

  test.each([
    ['ahead', 24 * 3600_000],
    ['behind', -24 * 3600_000],
  ])('does not mind a clock that is a day %s', async (direction, offMs) => {
    await context.addInitScript((off) => {
      const RealDate = Date;
      globalThis.Date = class extends RealDate {
        constructor(value: number | string | Date = RealDate.now() + off) {
          super(value);
        }
        static override now() {
          return RealDate.now() + off;
        }
      } as DateConstructor;
    }, offMs);
    await page.reload();
    const file = master(`Clock ${direction}.wav`);
    await chooseFiles(page, [file]);
    await expectStored(page, file);
  });

  test('needs no header that a bucket’s CORS rules have to expose', async () => {
    line.hideExposedHeaders();
    const file = master('No ETag.wav');
    await chooseFiles(page, [file]);
    await expectStored(page, file);
  });

  test('goes on by one press after a reload, where the browser keeps file handles', async () => {
    await context.close();
    context = await browser.newContext();
    await context.addCookies(signedIn.cookies);
    page = await context.newPage();
    await page.goto(product.url);
    const file = master('Handle.wav');
    // The system's own dialogue cannot be pressed in: it gives a handle of the browser's private file system instead.
    const bytes = Array.from({ length: 7 }, (_, part) => part);
    await page.evaluate(async (parts) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle('Handle.wav', { create: true });
      const stream = await handle.createWritable();
      for (const part of parts) await stream.write(new Uint8Array(5_000_000).fill(part + 1));
      await stream.close();
    }, bytes);
    await context.addInitScript(() => {
      const pick = async () => [await (await navigator.storage.getDirectory()).getFileHandle('Handle.wav')];
      Object.defineProperty(globalThis, 'showOpenFilePicker', { value: pick });
    });
    await page.reload();
    line.slowTo(16 * MB);
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await expect.poll(() => line.stored.length, SOON).toBeGreaterThanOrEqual(3);
    const dialogue = page.waitForEvent('dialog');
    const reload = page.reload();
    await (await dialogue).accept();
    await reload;
    await expect.poll(() => line.isIdle(), SOON).toBe(true);
    const before = partNumbers();
    line.forget();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    names = [...names, file.name];
    await expectListed(page, names);
    const all = [...before, ...partNumbers()];
    expect(all.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('of a dropped folder keeps its folders and skips what is no audio', async () => {
    const album = join(directory, 'Album');
    mkdirSync(join(album, 'Stems'), { recursive: true });
    writeAudio(album, 'Song.wav', wav(0.1));
    writeAudio(join(album, 'Stems'), 'Kick.wav', wav(0.2));
    writeFileSync(join(album, '.DS_Store'), 'junk');
    writeFileSync(join(album, 'cover.png'), 'junk');
    await dropFiles(page, [{ path: album }]);
    await page
      .getByText(/in the folder (is|are) not audio/)
      .first()
      .waitFor();
    names = [...names, 'Album'];
    await expectListed(page, names);
    await page.getByRole('searchbox').fill('kick');
    expect(await row(page, 'Kick.wav').textContent()).toContain('Album / Stems');
    await page.getByRole('searchbox').fill('song');
    expect(await row(page, 'Song.wav').textContent()).toMatch(/Album(?! \/)/);
  });

  test('of a folder of 2,500 files arrives whole, and the page complains of nothing', async () => {
    const complaints = complaintsOf(page);
    const folder = join(directory, 'Library');
    for (let kit = 0; kit < 10; kit++) {
      const path = join(folder, `Kit ${kit}`);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, '.DS_Store'), 'junk');
      const bytes = wav(0.01);
      for (let hit = 0; hit < 250; hit++) {
        bytes.writeUInt16LE(kit * 250 + hit, 44);
        writeFileSync(join(path, `Hit ${hit}.wav`), bytes);
      }
    }
    const before = await fileCountOf(page);
    await chooseFolder(page, folder);
    await expect.poll(() => fileCountOf(page), { timeout: 600_000, interval: 500 }).toBe(before + 2500);
    await page.getByText('2,500 files uploaded', { exact: true }).waitFor();
    expect(await quotaOf(page)).toMatchObject({ reservedBytes: 0 });
    expect(line.stored).toHaveLength(2500);
    await page.getByRole('searchbox').fill('Hit 249.wav');
    await expect.poll(() => page.getByText('Library / Kit', { exact: false }).count(), SOON).toBe(10);
    expect(complaints).toEqual([]);
  }, 650_000);
});
