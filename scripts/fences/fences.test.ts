import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyCheckout, type CheckoutCopy } from './checkout-copy.ts';

/**
 * Every fence is climbed on purpose: one that has stopped firing looks just like a clean tree. Each test spoils a
 * copy of the checkout in one way and expects the tool that guards against it to say so.
 */
describe('the fence', () => {
  let copy: CheckoutCopy;
  beforeAll(() => {
    copy = copyCheckout();
  });
  afterAll(() => copy.remove());

  describe('of oxlint', () => {
    const lint = (path: string, content: string) => {
      copy.write(path, content);
      return copy.run('oxlint', ['--type-aware', path]);
    };

    test('lets a clean file pass', () => {
      expect(lint('packages/storage/src/clean.ts', 'export const answer = 42;\n').passed).toBe(true);
    });

    test.each([
      [
        'a test helper in the product',
        'packages/api/src/x.ts',
        `export { OWNER } from '@dawg/storage/testing/test-storage';`,
        'Test helpers are for tests',
      ],
      [
        'an app in a package',
        'packages/api/src/x.ts',
        `export { startServer } from '@dawg/server/start-server';`,
        'Nothing imports an app',
      ],
      [
        'a package by its folder',
        'apps/server/src/x.ts',
        `export { createStorage } from '../../../packages/storage/src/storage.ts';`,
        'Import a package by its name',
      ],
      [
        'an S3 client beside the one',
        'apps/server/src/x.ts',
        `import { S3Client } from '@aws-sdk/client-s3';\nexport const client = new S3Client();`,
        'createS3Client',
      ],
      [
        'a Prisma client beside the one',
        'packages/database/src/x.ts',
        `import { PrismaClient } from './generated/client.ts';\nexport const make = PrismaClient;`,
        'openDatabase',
      ],
      [
        'the server’s code in the client',
        'packages/client/src/x.ts',
        `import { appRouter } from '@dawg/api/app-router';\nexport const router = appRouter;`,
        'its types only',
      ],
      [
        'the environment read elsewhere',
        'apps/server/src/x.ts',
        `export const port = process.env['PORT'];`,
        'process.env',
      ],
      [
        'an XMLHttpRequest elsewhere',
        'packages/client/src/x.ts',
        'export const request = new XMLHttpRequest();',
        'XMLHttpRequest',
      ],
      ['any', 'packages/storage/src/x.ts', 'export const anything: any = 1;', 'no-explicit-any'],
      [
        'a promise nobody waits for',
        'packages/storage/src/x.ts',
        'async function work() {}\nexport function start() {\n  work();\n}',
        'no-floating-promises',
      ],
      [
        'a file of two ideas',
        'packages/storage/src/x.ts',
        Array.from({ length: 260 }, (_, n) => `export const n${n} = ${n};`).join('\n'),
        'max-lines',
      ],
    ])('catches %s', (_what, path, content, complaint) => {
      const { passed, output } = lint(path, `${content}\n`);
      expect(passed).toBe(false);
      expect(output).toContain(complaint);
    });

    test('catches a circle of imports', () => {
      copy.write(
        'packages/storage/src/circle-a.ts',
        `import { b } from './circle-b.ts';\nexport const a = () => b;\n`,
      );
      copy.write(
        'packages/storage/src/circle-b.ts',
        `import { a } from './circle-a.ts';\nexport const b = () => a;\n`,
      );
      const { passed, output } = copy.run('oxlint', ['packages/storage/src/circle-a.ts']);
      expect(passed).toBe(false);
      expect(output).toContain('no-cycle');
    });
  });

  describe('of pnpm and the exports maps', () => {
    const importFrom = (folder: string, specifier: string) =>
      copy.run('node', ['--input-type=module', '-e', `await import(${JSON.stringify(specifier)})`], folder);

    test('keeps an undeclared package out of reach', () => {
      expect(importFrom('packages/object-store-s3', '@aws-sdk/client-s3').passed).toBe(true);
      const { passed, output } = importFrom('packages/storage', '@aws-sdk/client-s3');
      expect(passed).toBe(false);
      expect(output).toContain('ERR_MODULE_NOT_FOUND');
    });

    test('keeps the inside of a package closed', () => {
      const { passed, output } = importFrom('apps/server', '@dawg/database/ledger');
      expect(passed).toBe(false);
      expect(output).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    });
  });

  describe('of the domain’s tsconfig', () => {
    const check = (content: string) => {
      copy.write('packages/storage/src/platform.ts', content);
      return copy.run('tsc', ['-p', 'tsconfig.json'], 'packages/storage');
    };
    afterAll(() => copy.write('packages/storage/src/platform.ts', 'export {};\n'));

    test.each([
      'process.cwd()',
      'Buffer.from("x")',
      'fetch("x")',
      'setTimeout(() => {}, 1)',
      'crypto.randomUUID()',
    ])('knows no platform: %s is a type error', (expression) => {
      const { passed, output } = check(`export const value = ${expression};\n`);
      expect(passed).toBe(false);
      expect(output).toMatch(/Cannot find name/);
    });

    test('knows no module of Node', () => {
      expect(
        check(`import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`).passed,
      ).toBe(false);
    });
  });

  describe('of turbo’s cache', () => {
    test('builds the web app anew when a package changes whose sources are in it', () => {
      const own = copyCheckout();
      const key = () => {
        const { output } = turbo(own, 'run', 'build', '--filter=@dawg/web', '--dry=json');
        return /"taskId": "@dawg\/web#build"[^}]*?"hash": "(\w+)"/.exec(output)?.[1];
      };
      const before = key();
      own.write('packages/contract/src/new-rule.ts', 'export const NEW_RULE = 1;\n');
      const after = key();
      own.remove();
      expect(before).toMatch(/^\w+$/);
      expect(after).not.toBe(before);
    });
  });

  describe('of turbo boundaries', () => {
    const boundaries = (tree: CheckoutCopy) => turbo(tree, 'boundaries');

    test('lets the tree as it is pass, and catches an arrow that goes the wrong way', () => {
      const own = copyCheckout();
      const clean = boundaries(own);
      expect(clean.output).toContain('no issues found');
      const path = 'packages/contract/package.json';
      const manifest = JSON.parse(readFileSync(join(own.root, path), 'utf8')) as Record<string, unknown>;
      own.write(path, JSON.stringify({ ...manifest, dependencies: { '@dawg/storage': 'workspace:*' } }));
      const { passed, output } = boundaries(own);
      own.remove();
      expect(passed).toBe(false);
      expect(output).toContain('@dawg/storage');
    });
  });

  describe('of knip', () => {
    test('lets the tree as it is pass, and catches code and dependencies that nobody uses', () => {
      const own = copyCheckout();
      const clean = own.run('knip', ['--no-config-hints']);
      expect(clean.output).toBe('');
      own.write('packages/contract/src/nobody-imports-this.ts', 'export const unused = 1;\n');
      const path = 'packages/api/package.json';
      const manifest = JSON.parse(readFileSync(join(own.root, path), 'utf8')) as { dependencies: object };
      const dependencies = { ...manifest.dependencies, '@dawg/directory-lock': 'workspace:*' };
      own.write(path, JSON.stringify({ ...manifest, dependencies }));
      const { passed, output } = own.run('knip', ['--no-config-hints']);
      own.remove();
      expect(passed).toBe(false);
      expect(output).toContain('nobody-imports-this.ts');
      expect(output).toContain('@dawg/directory-lock');
    });
  });

  describe('of the layout check', () => {
    test.each([
      ['packages/storage/src/utils/format.ts', 'export const x = 1;', 'is a drawer'],
      ['packages/storage/src/helpers.ts', 'export const x = 1;', 'is a drawer'],
      ['packages/storage/src/index.ts', 'export const x = 1;', 'no index files'],
      ['packages/storage/src/UploadSession.ts', 'export const x = 1;', 'kebab-case'],
      ['packages/storage/src/barrel.ts', `export * from './storage.ts';`, 'no re-exports'],
      ['packages/newcomer/package.json', '{"name":"@dawg/other"}', 'the name must be that of the folder'],
      ['pnpm-lock.yaml', `resolution: {tarball: https://example.test/x.tgz}`, 'names a download address'],
    ])('catches %s', (path, content, complaint) => {
      const own = copyCheckout();
      own.write(path, `${content}\n`);
      const { passed, output } = own.run('node', ['scripts/check-layout.mjs']);
      own.remove();
      expect(passed).toBe(false);
      expect(output).toContain(complaint);
    });
  });
});

function turbo(tree: CheckoutCopy, ...parameters: readonly string[]) {
  const pnpm = ['exec', '--yes', `--package=${packageManager(tree)}`, '--', 'pnpm'];
  return tree.run('npm', [...pnpm, 'exec', 'turbo', ...parameters]);
}

function packageManager({ root }: CheckoutCopy): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string };
  return manifest.packageManager;
}
