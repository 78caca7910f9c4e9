import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where the API listens in development. */
const API = 'http://127.0.0.1:3100';

export default defineConfig({
  plugins: [react(), tailwindcss(), onlyEnglish()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: { '/trpc': API, '/api': API },
  },
  build: {
    // The server's policy lets a page load files of ours, not `data:` addresses.
    assetsInlineLimit: 0,
    // React, React Aria and the app, about 200 kB over the wire; splitting a page that needs all of it gains nothing.
    chunkSizeWarningLimit: 800,
  },
});

/**
 * Leaves React Aria's own words out in the languages that the app does not speak: a quarter of the bundle. A language
 * added to the app's catalogues is added here.
 */
function onlyEnglish(): Plugin {
  const otherLanguage = /react-aria.*[/\\]intl[/\\](?:.*[/\\])?(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;
  return {
    name: 'only-english',
    apply: 'build',
    load: { filter: { id: otherLanguage }, handler: () => 'export default {};' },
  };
}
