import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Secrets an installation needs and nobody should have to invent. */
export interface KeptSecrets {
  /** Signs the session cookies. */
  readonly authSecret: string;
  /** The local store's own pair of keys. */
  readonly storeAccessKeyId: string;
  readonly storeSecretAccessKey: string;
}

const schema = z.object({
  authSecret: z.string().min(32),
  storeAccessKeyId: z.string().min(16),
  storeSecretAccessKey: z.string().min(32),
});

/** Reads the secrets from `secrets.json` in the data directory, made there at the first start, for the owner's eyes only. */
export async function keepSecrets(dataDirectory: string): Promise<KeptSecrets> {
  const path = join(dataDirectory, 'secrets.json');
  const kept = await readIfThere(path);
  if (kept !== null) return schema.parse(JSON.parse(kept));
  const secrets = {
    authSecret: randomBytes(32).toString('base64url'),
    storeAccessKeyId: `DAWG${randomBytes(8).toString('hex').toUpperCase()}`,
    storeSecretAccessKey: randomBytes(32).toString('base64url'),
  };
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeWhole(path, JSON.stringify(secrets, null, 2));
  return secrets;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Under another name first: a crash leaves no half file that the next start could not read. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = await open(`${path}.draft`, 'w', 0o600);
  await draft.writeFile(`${text}\n`);
  await draft.sync();
  await draft.close();
  await rename(`${path}.draft`, path);
}
