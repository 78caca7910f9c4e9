import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import type { AudioFile } from './audio-files.ts';

/** What a person does on the page, by what they see and hear read out. */

export const ACCOUNT = { name: 'Ada', email: 'ada@example.test', password: 'correct horse battery' };

/** The first minute: the one-time link, the account. */
export async function createOwner(page: Page, setupUrl: string): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel('Name').fill(ACCOUNT.name);
  await page.getByLabel('Email').fill(ACCOUNT.email);
  await page.getByLabel(/^Password/).fill(ACCOUNT.password);
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: 'Files' }).waitFor();
}

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Email').fill(ACCOUNT.email);
  await page.getByLabel(/^Password/).fill(ACCOUNT.password);
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: 'Files' }).waitFor();
}

/** Chooses files in the dialogue that the Upload button opens. */
export async function chooseFiles(page: Page, files: readonly AudioFile[]): Promise<void> {
  const dialogue = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await (await dialogue).setFiles(files.map((file) => file.path));
}

/** Chooses a folder in the dialogue that the folder button opens. */
export async function chooseFolder(page: Page, path: string): Promise<void> {
  const dialogue = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload a folder' }).click();
  await (await dialogue).setFiles(path);
}

/** Drags files from the desktop onto the list and lets go, as the browser's own input. */
export async function dropFiles(page: Page, files: readonly { readonly path: string }[]): Promise<void> {
  const box = await page.getByRole('grid').boundingBox();
  if (!box) throw new Error('there is no list to drop on');
  const input = await page.context().newCDPSession(page);
  const data = { items: [], files: files.map((file) => file.path), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await input.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + 100, data });
  }
}

export function row(page: Page, name: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Actions for ${name}`, exact: true }) });
}

/** Waits until the list shows exactly these names, in any order. */
export async function expectListed(page: Page, names: readonly string[]): Promise<void> {
  await expect
    .poll(async () => (await listedNames(page)).toSorted(), { timeout: 60_000 })
    .toEqual([...names].toSorted());
}

async function listedNames(page: Page): Promise<string[]> {
  const labels = await page
    .getByRole('grid')
    .getByRole('button', { name: /^Actions for / })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  return labels.map((label) => label.replace('Actions for ', ''));
}

export async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** Downloads by the browser itself and answers what it saved. */
export async function download(
  page: Page,
  name: string,
): Promise<{ readonly name: string; readonly sha256: string }> {
  const started = page.waitForEvent('download');
  await chooseAction(page, name, 'Download');
  const saved = await started;
  const bytes = readFileSync(await saved.path());
  return { name: saved.suggestedFilename(), sha256: createHash('sha256').update(bytes).digest('hex') };
}

interface Quota {
  readonly usedBytes: number;
  readonly reservedBytes: number;
}

interface QuotaAnswer {
  readonly result: { readonly data: Quota & { readonly fileCount: number } };
}

/** The ledger as the server tells it to this page, to the byte. */
export async function quotaOf(page: Page): Promise<Quota> {
  const { usedBytes, reservedBytes } = await askQuota(page);
  return { usedBytes, reservedBytes };
}

export async function fileCountOf(page: Page): Promise<number> {
  return (await askQuota(page)).fileCount;
}

async function askQuota(page: Page): Promise<QuotaAnswer['result']['data']> {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/trpc/quota.get', { headers: { 'x-dawg-client': 'e2e' } });
    return response.json() as Promise<unknown>;
  });
  return (answer as QuotaAnswer).result.data;
}

/** Collects what the browser complains about: a good page gives it no reason. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
