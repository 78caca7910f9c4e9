import { execFile } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';

const run = promisify(execFile);
const MIB = 2 ** 20;
const GENERATED = join(import.meta.dirname, '../../../testing/generated-zip.ts');
const ZIP64_END = Buffer.from([0x50, 0x4b, 0x06, 0x06]);

test.skipIf(skipsWithout('unzip'))(
  'a ZIP64 of 200 MB takes less than 200 MB of memory, has the length that was told, and is whole',
  async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'dawg-zip64-'));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    const { stdout } = await run(process.execPath, [GENERATED, 'all.zip', String(200 * MIB), '7'], { cwd });
    const { sizeBytes, peakBytes } = JSON.parse(stdout) as { sizeBytes: number; peakBytes: number };
    console.log(`a zip of 200 MiB: ${Math.round(peakBytes / MIB)} MiB of memory`);
    expect(peakBytes).toBeLessThan(200 * MIB);

    const path = join(cwd, 'all.zip');
    expect(statSync(path).size).toBe(sizeBytes);
    const end = Buffer.alloc(4096);
    readSync(openSync(path, 'r'), end, 0, end.length, sizeBytes - end.length);
    expect(end.includes(ZIP64_END)).toBe(true);
    expect((await run('unzip', ['-t', 'all.zip'], { cwd })).stdout).toContain('No errors detected');
    await run('unzip', ['-q', 'all.zip', '-d', 'out'], { cwd });
    const sums = await run('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: join(cwd, 'out') });
    expect(sums.stdout.trim().split('\n')).toHaveLength(7);
  },
);
