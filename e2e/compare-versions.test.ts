import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import { chooseAction, complaintsOf, createOwner, row } from './journey.ts';
import { startProduct, type Product } from './product.ts';

const ANALYSED = { timeout: 60_000 };
/** 12 dB. */
const QUIETER = 0.25;

declare global {
  /** Every audio element that the page has made. */
  var sounding: HTMLAudioElement[];
}

describe.skipIf(skipsWithoutBrowser || skipsWithout('ffmpeg'))('a producer compares two versions', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-compare-'));
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    product = await startProduct({ WORKER: 'inside' });
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
    complaints = complaintsOf(page);
    await createOwner(page, product.setupUrl() ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  interface Sound {
    readonly name: string;
    readonly seconds: number;
    readonly gain: number;
  }
  const audio = (folder: string, { name, seconds, gain }: Sound): string => {
    mkdirSync(join(directory, folder));
    const path = join(directory, folder, name);
    const noise = `anoisesrc=color=pink:seed=1:duration=${seconds}:sample_rate=48000,volume=${gain}`;
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', noise, path]);
    return path;
  };
  const upload = async (path: string) => {
    const dialogue = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await (await dialogue).setFiles(path);
  };
  const version = (index: number) =>
    page.getByRole('list', { name: 'Versions' }).getByRole('listitem').nth(index);
  const play = (index: number) =>
    version(index)
      .getByRole('button', { name: /^Play the/ })
      .click();
  /** What sounds, as the browser itself says. */
  const heard = () =>
    page.evaluate(() =>
      globalThis.sounding
        .filter((element) => !element.paused)
        .map(({ currentTime, volume }) => ({ currentTime, volume })),
    );
  const onlyOne = async (atLeastSeconds: number) => {
    await expect
      .poll(async () => (await heard()).filter(({ currentTime }) => currentTime > atLeastSeconds).length, {
        timeout: 15_000,
      })
      .toBe(1);
    const all = await heard();
    expect(all).toHaveLength(1);
    return all[0] ?? { currentTime: 0, volume: 0 };
  };

  test('each from where the other was, the louder one turned down to the quieter', async () => {
    await upload(audio('first', { name: 'Mix.wav', seconds: 60, gain: QUIETER }));
    await row(page, 'Mix.wav').getByText('1:00').waitFor(ANALYSED);
    await upload(audio('second', { name: 'Mix.wav', seconds: 50, gain: 1 }));
    await page.getByRole('dialog').getByText('Replace', { exact: false }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Upload 1 file' }).click();
    await row(page, 'Mix.wav').getByText('0:50').waitFor(ANALYSED);
    await chooseAction(page, 'Mix.wav', 'Details');
    await version(1).waitFor();
    await play(0);
    const louder = await onlyOne(2);
    expect(louder.volume).toBeCloseTo(QUIETER, 1);
    const player = page.getByRole('group', { name: 'Player' });
    await play(1);
    await player.getByText(/^0 dB · version of/).waitFor();
    await player.getByText('/ 1:00').waitFor();
    const earlier = await onlyOne(louder.currentTime);
    expect(earlier.volume).toBe(1);
    await play(0);
    await player.getByText(/^-1[12](\.\d)? dB · version of/).waitFor();
    const present = await onlyOne(earlier.currentTime);
    expect(present.volume).toBeCloseTo(QUIETER, 1);
    await version(0).getByRole('button', { name: 'Pause' }).click();
    await expect.poll(heard).toEqual([]);
  }, 180_000);

  test('and hears another file as it is', async () => {
    await upload(audio('other', { name: 'Bass.wav', seconds: 9, gain: 1 }));
    await row(page, 'Bass.wav').getByText('0:09').waitFor(ANALYSED);
    await chooseAction(page, 'Bass.wav', 'Play');
    expect((await onlyOne(0.5)).volume).toBe(1);
    expect(await page.getByText(/dB · version of/).count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 90_000);
});
