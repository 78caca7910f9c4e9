import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Bundles what runs in Node into one folder, and answers the runner's path. Node strips types in memory of its own, a
 * hundred megabytes that no user of a library has.
 */
export async function buildNodeRunner(scratch: string): Promise<string> {
  const outDir = join(scratch, 'node');
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node24',
      ssr: fileURLToPath(new URL('node-runner.ts', import.meta.url)),
      rolldownOptions: { output: { entryFileNames: 'node-runner.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return join(outDir, 'node-runner.mjs');
}
