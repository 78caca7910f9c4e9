import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

/**
 * What axe finds on a page, in light, dark and forced colours; each violation as `rule: element`. Rules that anybody can
 * check by machine: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const media of [
    { colorScheme: 'light', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'none' },
    { colorScheme: 'light', forcedColors: 'active' },
  ] as const) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await page.waitForTimeout(300); // colours fade over
    await page.evaluate(axe.source);
    const results = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
    for (const { id, nodes } of results.violations)
      for (const { target } of nodes)
        found.push(`${media.colorScheme}, forced ${media.forcedColors}: ${id}: ${target.join(' ')}`);
  }
  return found;
}
