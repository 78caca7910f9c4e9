import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openWorkFolder } from './work-folder.ts';

const parent = mkdtempSync(join(tmpdir(), 'dawg-work-'));
afterAll(() => rmSync(parent, { recursive: true }));

describe('the folder of a worker', () => {
  test('is its own as long as it lives, and gone when it ends', async () => {
    const [one, two] = [await openWorkFolder(parent), await openWorkFolder(parent)];
    writeFileSync(join(one.path, 'original'), 'bytes');
    expect(readdirSync(parent)).toHaveLength(2);
    await two.close();
    const three = await openWorkFolder(parent);
    expect(existsSync(join(one.path, 'original'))).toBe(true);
    await one.close();
    await three.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  test('is there for each of many that start at once', async () => {
    const folders = await Promise.all(Array.from({ length: 20 }, () => openWorkFolder(parent)));
    for (const { path } of folders) expect(existsSync(path)).toBe(true);
    for (const folder of folders) await folder.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  test('is removed by the next worker when its own was killed; what is not a worker’s stays', async () => {
    mkdirSync(join(parent, 'dawg-analysis-of-the-dead', 'preview'), { recursive: true });
    mkdirSync(join(parent, 'else'));
    const folder = await openWorkFolder(parent);
    await folder.close();
    expect(readdirSync(parent)).toEqual(['else']);
  });
});
