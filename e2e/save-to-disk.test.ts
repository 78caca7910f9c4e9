import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav, writeAudio, type AudioFile } from './audio-files.ts';
import { launchBrowser, skipsWithoutBrowser } from './browser.ts';
import { chooseAction, chooseFiles, complaintsOf, createOwner, row } from './journey.ts';
import { startProduct, type Product } from './product.ts';

/**
 * Where a browser lets a page write to the disk. Nobody can press in its dialogue, so it is answered here, by a real file
 * handle of the page's own file system: what writes to it is the product's.
 */
describe.skipIf(skipsWithoutBrowser)('a download straight to the disk', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let file: AudioFile;

  beforeAll(async () => {
    file = writeAudio(directory, 'Träck (final).wav', wav(60));
    product = await startProduct();
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(() => {
      const pick = async ({ suggestedName = '' }: { readonly suggestedName?: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
      Object.defineProperty(globalThis, 'showSaveFilePicker', { value: pick });
      Object.defineProperty(globalThis, 'showOpenFilePicker', { value: undefined });
    });
    page = await context.newPage();
    complaints = complaintsOf(page);
    await createOwner(page, product.setupUrl() ?? '');
    await chooseFiles(page, [file]);
    await row(page, file.name).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(directory, { recursive: true });
  });

  const tray = () => page.getByRole('region', { name: 'Downloads' });
  /** What is on the page's disk under the name. */
  const saved = () =>
    page.evaluate(async (name) => {
      const folder = await navigator.storage.getDirectory();
      const bytes = await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { sizeBytes: bytes.byteLength, sha256 };
    }, file.name);

  test('is written byte for byte, under its name, and said to be verified', async () => {
    await chooseAction(page, file.name, 'Download');
    await tray().getByText('Saved and verified', { exact: false }).waitFor();
    expect(await saved()).toEqual({ sizeBytes: file.sizeBytes, sha256: file.sha256 });
    await tray()
      .getByRole('button', { name: `Remove ${file.name} from the list` })
      .click();
    await tray().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  test('that is damaged on its way does not take the place of the file that was there', async () => {
    await page.route(
      ({ searchParams }) => searchParams.has('response-content-disposition'),
      async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[1000] = (body[1000] ?? 0) ^ 1;
        await route.fulfill({ response, body });
      },
    );
    await chooseAction(page, file.name, 'Download');
    await tray()
      .getByText('Saved and verified', { exact: false })
      .or(tray().locator('[data-state=failed]'))
      .waitFor();
    await expect.poll(() => tray().locator('[data-state=failed]').count()).toBe(1);
    expect(await saved()).toEqual({ sizeBytes: file.sizeBytes, sha256: file.sha256 });
  });
});
