import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import { chooseAction, createOwner, row } from './journey.ts';
import { startProduct, type Product } from './product.ts';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';

const directory = mkdtempSync(join(tmpdir(), 'dawg-listen-'));
/** The least that the server allows: what plays longer must be given a new address. */
const URL_SECONDS = 5;

declare global {
  /** Every audio element that the page has made. */
  var sounding: HTMLAudioElement[];
}

describe.skipIf(skipsWithoutBrowser || skipsWithout('ffmpeg'))('a producer listens', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    product = await startProduct({ WORKER: 'inside', PLAYBACK_URL_SECONDS: String(URL_SECONDS) });
    browser = await launchBrowser();
    page = await (await newProfile(browser)).newPage();
    await page.addInitScript(() => {
      globalThis.sounding = [];
      const Original = Audio;
      globalThis.Audio = class extends Original {
        constructor() {
          super();
          globalThis.sounding.push(this);
        }
      };
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    await createOwner(page, product.setupUrl() ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  const made = (name: string, ...coding: string[]): string => {
    const path = join(directory, name);
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...coding, path]);
    return path;
  };
  const sine = (seconds: number) => ['-f', 'lavfi', '-i', `sine=220:duration=${seconds}:sample_rate=48000`];
  const upload = async (path: string) => {
    const dialogue = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await (await dialogue).setFiles(path);
  };
  const player = () => page.getByRole('group', { name: 'Player' });
  const position = () => player().getByRole('slider', { name: 'Position' });
  const seconds = async () => Number(await position().inputValue());
  /** Where the element that sounds is, as the browser itself says. */
  const heard = () =>
    page.evaluate(() => globalThis.sounding.find((element) => !element.paused)?.currentTime ?? null);

  test('a file that was uploaded shows its waveform and its length when it was looked at', async () => {
    const path = join(directory, 'Night Drive.wav');
    writeFileSync(path, wav(40));
    await upload(path);
    await row(page, 'Night Drive.wav').getByText('0:40').waitFor({ timeout: 60_000 });
    expect(await row(page, 'Night Drive.wav').locator('svg path').count()).toBeGreaterThan(0);
  });

  test('the space plays the selected file and pauses it', async () => {
    await row(page, 'Night Drive.wav').click({ position: { x: 300, y: 10 } });
    await page.keyboard.press('Space');
    await player().getByText('Night Drive.wav').waitFor();
    await expect.poll(heard, { timeout: 10_000 }).toBeGreaterThan(0.2);
    await page.keyboard.press('Space');
    await expect.poll(heard).toBeNull();
    await player().getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  test('goes to another place by the keys and by a press on the waveform', async () => {
    await position().focus();
    await page.keyboard.press('End');
    expect(await seconds()).toBeGreaterThan(39);
    const box = await position().locator('xpath=ancestor::*[@data-orientation][1]').boundingBox();
    if (!box) throw new Error('there is no waveform');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(seconds).toBeGreaterThan(18);
    expect(await seconds()).toBeLessThan(22);
  });

  test('what browsers do not play is played all the same', async () => {
    await upload(made('Strings.aiff', ...sine(12), '-c:a', 'pcm_s24be'));
    await upload(made('Deep.wav', ...sine(12), '-c:a', 'pcm_s24le', '-ar', '96000'));
    for (const name of ['Strings.aiff', 'Deep.wav']) {
      await row(page, name).getByText('0:12').waitFor({ timeout: 60_000 });
      await chooseAction(page, name, 'Play');
      await player().getByText(name).waitFor();
      await expect.poll(heard, { timeout: 10_000 }).toBeGreaterThan(0.2);
    }
  });

  test('one file is heard at a time, and none that was paused before it came', async () => {
    await page.route('**/trpc/audio.playbackUrl*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await chooseAction(page, 'Night Drive.wav', 'Play');
    await player().getByText('Night Drive.wav').waitFor();
    expect(await heard()).toBeNull();
    await player().getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(2500);
    expect(await heard()).toBeNull();
    await page.unroute('**/trpc/audio.playbackUrl*');
    await chooseAction(page, 'Deep.wav', 'Play');
    await expect.poll(heard, { timeout: 10_000 }).toBeGreaterThan(0.2);
  });

  test('goes on while the trash is looked at', async () => {
    await page.getByRole('radio', { name: 'Trash' }).click();
    await page.getByText('Trash is empty').waitFor();
    expect(await heard()).not.toBeNull();
    await page.getByRole('radio', { name: 'Files' }).click();
  });

  test('the next file follows by itself', async () => {
    // Newest first: Deep.wav, Strings.aiff, Night Drive.wav.
    await position().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await player().getByText('Strings.aiff').waitFor({ timeout: 20_000 });
    await expect.poll(heard, { timeout: 10_000 }).toBeGreaterThan(0.2);
  });

  test('a long file is heard without a gap while its addresses expire one after another', async () => {
    const long = made('Long.mp3', ...sine(900), '-b:a', '320k');
    await upload(long);
    await row(page, 'Long.mp3').getByText('15:00').waitFor({ timeout: 120_000 });
    await chooseAction(page, 'Long.mp3', 'Play');
    await expect.poll(heard, { timeout: 10_000 }).toBeGreaterThan(0.2);
    const { elements, longestGapMs } = await page.evaluate(longestSilence, 4 * URL_SECONDS * 1000);
    expect(elements).toBeGreaterThan(1);
    expect(longestGapMs).toBeLessThan(250);
  }, 240_000);

  test('what only has the name of audio is not kept, and it is said why', async () => {
    const path = join(directory, 'notes.wav');
    writeFileSync(path, 'Call the drummer about Tuesday.');
    await upload(path);
    await page.getByText('A file was not kept.').waitFor({ timeout: 60_000 });
    await page.getByText(/This is not an audio file/).waitFor();
    await page.getByRole('region', { name: 'Uploads' }).getByText('Not kept: no audio').waitFor();
    await expect.poll(() => row(page, 'notes.wav').count()).toBe(0);
    await page.getByRole('button', { name: 'Understood' }).click();
    await expect.poll(() => page.getByText('A file was not kept.').count()).toBe(0);
  });

  test('the details say what the sound is', async () => {
    await chooseAction(page, 'Deep.wav', 'Details');
    const details = page.getByRole('complementary');
    await details.getByText('PCM · 96 kHz · 24 bit · mono').waitFor();
    await details.getByText(/LUFS$/).first().waitFor();
    await details.getByRole('img', { name: /Short-term loudness/ }).waitFor();
  });

  test('no complaint was heard in the console', () => {
    expect(complaints).toEqual([]);
  });
});

/** Watches what sounds for a while; a gap is time in which no element moves on. */
function longestSilence(forMs: number): Promise<{ elements: number; longestGapMs: number }> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const before = globalThis.sounding.length;
    let movedAt = begun;
    let longestGapMs = 0;
    let positions = new Map<HTMLAudioElement, number>();
    const look = setInterval(() => {
      const now = performance.now();
      const sounding = globalThis.sounding.filter((element) => !element.paused);
      const hasMoved = sounding.some((element) => (positions.get(element) ?? -1) < element.currentTime);
      if (hasMoved) movedAt = now;
      longestGapMs = Math.max(longestGapMs, now - movedAt);
      positions = new Map(sounding.map((element) => [element, element.currentTime]));
      if (now - begun < forMs) return;
      clearInterval(look);
      resolve({ elements: globalThis.sounding.length - before + 1, longestGapMs });
    }, 20);
  });
}
