import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestStore, TEST_KEYS } from '../testing/test-store.ts';

const isFound = isAwsFound();
if (!isFound) console.log('aws is not installed, so its system test cannot run here: apt-get install awscli');

// In CI a missing tool must fail the tests and not thin them out.
describe.skipIf(!isFound && process.env.CI === undefined)('the AWS command line', async () => {
  const store = await startTestStore();
  const folder = await mkdtemp(join(tmpdir(), 'object-store-awscli-'));
  afterAll(async () => {
    await store.stop();
    await rm(folder, { recursive: true });
  });

  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ACCESS_KEY_ID: TEST_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: TEST_KEYS.secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const aws = async (...words: string[]) => {
    const line = ['--endpoint-url', store.endpoint, ...words];
    return (await promisify(execFile)('aws', line, { cwd: folder, env: environment })).stdout;
  };

  it('copies a large file up in parts and down again', async () => {
    const song = randomBytes(32 * 1024 * 1024);
    await writeFile(join(folder, 'song.wav'), song);
    await aws('s3', 'cp', 'song.wav', 's3://media/in/song.wav', '--no-progress');
    expect(await aws('s3', 'ls', 's3://media/in/')).toMatch(/33554432 song\.wav/);
    expect(await aws('s3api', 'head-object', '--bucket', 'media', '--key', 'in/song.wav')).toMatch(
      /"ETag": "\\".*-4\\""/,
    );
    await aws('s3', 'cp', 's3://media/in/song.wav', 'back.wav', '--no-progress');
    expect((await readFile(join(folder, 'back.wav'))).equals(song)).toBe(true);
  }, 60_000);

  it('copies inside the store, and moves', async () => {
    await aws('s3', 'cp', 's3://media/in/song.wav', 's3://media/copy.wav', '--no-progress');
    await aws('s3', 'mv', 's3://media/copy.wav', 's3://media/moved.wav', '--no-progress');
    expect(await aws('s3', 'ls', 's3://media')).toMatch(/PRE in\/\n.* 33554432 moved\.wav\n$/);
  }, 60_000);

  it('synchronises a folder both ways, and finds nothing to do the second time', async () => {
    const names = ['a b.txt', 'ünïcödé.txt', 'plus+and&.txt'];
    await mkdir(join(folder, 'stems'));
    for (const name of names) await writeFile(join(folder, 'stems', name), name);
    await aws('s3', 'sync', 'stems', 's3://media/stems/', '--no-progress');
    expect(await aws('s3', 'sync', 'stems', 's3://media/stems/', '--no-progress')).toBe('');
    await aws('s3', 'sync', 's3://media/stems/', 'stems-back', '--no-progress');
    expect((await readdir(join(folder, 'stems-back'))).toSorted()).toEqual(names.toSorted());
  }, 60_000);

  it('removes everything, and the bucket', async () => {
    await aws('s3', 'rm', 's3://media', '--recursive');
    await aws('s3', 'rb', 's3://media');
    expect(await aws('s3', 'ls')).toBe('');
    expect(store.reported).toEqual([]);
  }, 60_000);
});

function isAwsFound(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
