import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Debian's package, or another Chromium named by CHROMIUM_PATH. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) {
  console.warn(
    `No browser at ${CHROMIUM}: not tested in one. \`apt-get install chromium\`, or set CHROMIUM_PATH.`,
  );
}

/** Skips without a browser, but never in CI: there a missing one is a failure. */
export const skipsWithoutBrowser = !hasBrowser && !process.env['CI'];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-domain-reliability',
    ],
  });
}

/** A profile of its own, whose dialogues for files are those that every browser has: nobody can press in the others. */
export async function newProfile(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker'])
      Object.defineProperty(globalThis, name, { value: undefined });
  });
  return context;
}
