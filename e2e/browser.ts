import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

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
