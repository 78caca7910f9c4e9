import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles the page with all contestants into `folder`, as a user's bundler would. Answers where it is. */
export async function buildPage(scratch: string): Promise<string> {
  const outDir = join(scratch, 'page');
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      rolldownOptions: {
        input: fileURLToPath(new URL('page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js' },
      },
    },
    worker: { format: 'es' },
  });
  return outDir;
}
