import { EICAR, skipsWithoutClamd, startClamd } from '@dawg/virus-scan-clamd/testing/test-clamd';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav } from './audio-files.ts';
import { launchBrowser, newProfile, skipsWithoutBrowser } from './browser.ts';
import { findViolations } from './find-violations.ts';
import { createOwner, row } from './journey.ts';
import { startProduct, type Product } from './product.ts';

const directory = mkdtempSync(join(tmpdir(), 'dawg-quarantine-'));

describe.skipIf(skipsWithoutBrowser || skipsWithoutClamd())(
  'a producer sees what the virus scanner says',
  () => {
    let clamd: Awaited<ReturnType<typeof startClamd>>;
    let product: Product;
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      clamd = await startClamd();
      const scan = { SCAN: 'on', CLAMD_ADDRESS: clamd.path, CLAMD_MAX_FILE_BYTES: '1000000' };
      product = await startProduct({ WORKER: 'inside', ...scan });
      browser = await launchBrowser();
      page = await (await newProfile(browser)).newPage();
      await createOwner(page, product.setupUrl() ?? '');
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await product?.close();
      await clamd?.stop();
      rmSync(directory, { recursive: true });
    });

    const upload = async (name: string, bytes: Uint8Array) => {
      const path = join(directory, name);
      writeFileSync(path, bytes);
      const dialogue = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Upload', exact: true }).click();
      await (await dialogue).setFiles(path);
    };
    const mark = (name: string, text: string) => row(page, name).getByText(text, { exact: true });
    const openMenu = (name: string) =>
      row(page, name).click({ button: 'right', position: { x: 300, y: 10 } });
    const item = (name: string) => page.getByRole('menuitem', { name });

    test('a file waits, without play or download, while the scanner is down, and is free once it was looked at', async () => {
      await clamd.kill();
      await upload('Night Drive.wav', wav(2));
      await mark('Night Drive.wav', 'Checking for viruses…').waitFor({ timeout: 30_000 });
      await openMenu('Night Drive.wav');
      expect(await item('Download').getAttribute('aria-disabled')).toBe('true');
      expect(await item('Play').textContent()).toContain('Checking for viruses…');
      await page.keyboard.press('Escape');
      await clamd.startAgain();
      await mark('Night Drive.wav', 'Checking for viruses…').waitFor({ state: 'detached', timeout: 90_000 });
      await openMenu('Night Drive.wav');
      expect(await item('Download').getAttribute('aria-disabled')).not.toBe('true');
      await page.keyboard.press('Escape');
    });

    test('an infected file is marked in the list, and the details say what was found and what to do', async () => {
      const bytes = Buffer.from(wav(2));
      EICAR.copy(bytes, 1000);
      await upload('Free Samples.wav', bytes);
      await mark('Free Samples.wav', 'Quarantined').waitFor({ timeout: 60_000 });
      await row(page, 'Free Samples.wav').click({ position: { x: 300, y: 10 } });
      await page.keyboard.press('Control+i');
      const section = page.getByRole('region', { name: 'Virus check' });
      await section.getByText('Found: Test.Eicar').waitFor();
      expect(await section.textContent()).toContain('Delete it for good');
      await openMenu('Free Samples.wav');
      expect(await item('Download').getAttribute('aria-disabled')).toBe('true');
      await page.keyboard.press('Escape');
    });

    test('a file that could not be checked is downloaded only after a question', async () => {
      await upload('Long Take.wav', wav(15));
      await mark('Long Take.wav', 'Not checked').waitFor({ timeout: 60_000 });
      await openMenu('Long Take.wav');
      await item('Download').click();
      const question = page.getByRole('alertdialog');
      await question.getByText('could not be checked for viruses').waitFor();
      await question.getByRole('button', { name: 'Cancel' }).click();
    });

    test('axe finds nothing in all of that', async () => {
      expect(await findViolations(page)).toEqual([]);
    });
  },
);
