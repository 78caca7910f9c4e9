import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepSecrets } from './kept-secrets.ts';

describe('the secrets of an installation', () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'dawg-secrets-')), 'data');

  test('are made at the first start, kept, and readable by their owner only', async () => {
    const made = await keepSecrets(directory);
    expect(await keepSecrets(directory)).toEqual(made);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('differ from installation to installation', async () => {
    const other = mkdtempSync(join(tmpdir(), 'dawg-secrets-'));
    expect((await keepSecrets(other)).authSecret).not.toBe((await keepSecrets(directory)).authSecret);
  });

  test('that somebody damaged stop the start instead of being replaced', async () => {
    const damaged = mkdtempSync(join(tmpdir(), 'dawg-secrets-'));
    writeFileSync(join(damaged, 'secrets.json'), '{"authSecret":"short"}');
    await expect(keepSecrets(damaged)).rejects.toThrow('authSecret');
  });
});
