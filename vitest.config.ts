import { defineConfig } from 'vitest/config';

const NOT_SOURCE = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          // Everything that needs nothing but this checkout: `npm run check`.
          name: 'unit',
          include: ['{packages,apps}/*/{src,testing,scripts}/**/*.test.{ts,tsx}', 'bench/src/**/*.test.ts'],
          exclude: [...NOT_SOURCE, '**/*.system.test.ts'],
          isolate: false, // the tests share no state; importing the SDKs once a worker saves a third of the time
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // Real servers (PostgreSQL, Ceph's gateway), other people's S3 clients, and what takes its time.
          name: 'system',
          include: ['{packages,apps}/*/{src,scripts}/**/*.system.test.ts', 'bench/src/**/*.system.test.ts'],
          exclude: NOT_SOURCE,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          // The fences, each climbed on purpose.
          name: 'fences',
          include: ['scripts/**/*.test.ts'],
          exclude: NOT_SOURCE,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          // The running product, in a browser.
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: NOT_SOURCE,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
