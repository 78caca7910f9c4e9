import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, SETTING_NAMES } from './env.ts';

describe('the configuration', () => {
  test('needs nothing: everything is embedded, on loopback, on the guide’s port', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3100,
      publicUrl: 'http://localhost:3100',
      defaultQuotaBytes: 1_073_741_824,
      maxFileBytes: 104_857_600,
      openSignUp: false,
      store: { kind: 'local', host: '127.0.0.1', port: 3101 },
    });
    expect(readConfig({}).databaseUrl).toMatch(/^pglite:/);
  });

  test('is explained in .env.example, name by name, with the defaults', () => {
    const example = parseEnv(readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8'));
    expect(Object.keys(example).toSorted()).toEqual(SETTING_NAMES.toSorted());
    expect(readConfig(example)).toEqual(readConfig({}));
  });

  test('scans nothing unless told, and then with Debian’s clamd or the one that is named', () => {
    expect(readConfig({}).scan).toBeNull();
    expect(readConfig({ SCAN: 'on' }).scan).toEqual({
      address: { path: '/var/run/clamav/clamd.ctl' },
      maxFileBytes: 104_857_600,
      timeoutSeconds: 180,
    });
    const named = (address: string) => readConfig({ SCAN: 'on', CLAMD_ADDRESS: address }).scan?.address;
    expect(named('clamd:3310')).toEqual({ host: 'clamd', port: 3310 });
    expect(named('[::1]:3310')).toEqual({ host: '::1', port: 3310 });
    for (const wrong of ['3310', 'clamd', 'clamd:0', 'clamd:70000', 'http://clamd:3310', '::1:3310'])
      expect(() => named(wrong)).toThrow(ConfigError);
  });

  test('takes the guide’s names for S3', () => {
    const config = readConfig({
      USE_S3: 'true',
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      AWS_S3_BUCKET: 'audio',
      S3_BUCKET_NAME: 'audio',
      S3_ENDPOINT: '',
    });
    expect(config.store).toEqual({
      kind: 's3',
      bucket: 'audio',
      region: 'eu-central-1',
      endpoint: undefined,
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    });
  });

  test('takes the token that temporary keys come with', () => {
    const { store } = readConfig({
      USE_S3: 'true',
      AWS_S3_BUCKET: 'audio',
      AWS_ACCESS_KEY_ID: 'ASIA',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
    });
    const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' };
    expect(store).toMatchObject({ credentials });
  });

  test('believes no proxy, every one, or those that are named', () => {
    expect(readConfig({}).trustedProxy).toBe(false);
    expect(readConfig({ TRUSTED_PROXY: 'true' }).trustedProxy).toBe(true);
    expect(readConfig({ TRUSTED_PROXY: '10.0.0.0/8, ::1' }).trustedProxy).toEqual(['10.0.0.0/8', '::1']);
    expect(() => readConfig({ TRUSTED_PROXY: 'proxy.example' })).toThrow('TRUSTED_PROXY');
  });

  test('believes no header that names a user, unless told which', () => {
    expect(readConfig({}).trustedUserHeader).toBeNull();
    expect(readConfig({ TRUSTED_USER_HEADER: 'X-User-Id' }).trustedUserHeader).toBe('x-user-id');
    for (const wrong of ['cookie', 'Authorization', 'x user', 'x-user:'])
      expect(() => readConfig({ TRUSTED_USER_HEADER: wrong })).toThrow('TRUSTED_USER_HEADER');
  });

  test('sends files up to 5 MiB in one PUT, up to another size, or none', () => {
    expect(readConfig({}).singlePutMaxBytes).toBe(5 * 2 ** 20);
    expect(readConfig({ MULTIPART_THRESHOLD: '0' }).singlePutMaxBytes).toBe(0);
    expect(readConfig({ MULTIPART_THRESHOLD: String(5 * 2 ** 30) }).singlePutMaxBytes).toBe(5 * 2 ** 30);
    expect(() => readConfig({ MULTIPART_THRESHOLD: String(5 * 2 ** 30 + 1) })).toThrow('MULTIPART_THRESHOLD');
  });

  test('lists every wrong setting at once', () => {
    const wrong = { PORT: '99999', DATABASE_URL: 'mysql://x', AUTH_SECRET: 'short', USE_S3: 'yes' };
    expect(() => readConfig(wrong)).toThrow(ConfigError);
    for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name);
  });

  test.each([
    [{ USE_S3: 'true' }, 'AWS_S3_BUCKET'],
    [{ S3_ENDPOINT: 'http://127.0.0.1:9000' }, 'AWS_S3_BUCKET'],
    [{ AWS_S3_BUCKET: 'audio' }, 'USE_S3'],
    [{ USE_S3: 'true', AWS_S3_BUCKET: 'audio', S3_BUCKET_NAME: 'other' }, 'S3_BUCKET_NAME'],
    [{ USE_S3: 'true', AWS_S3_BUCKET: 'audio', AWS_ACCESS_KEY_ID: 'AKIA' }, 'AWS_SECRET_ACCESS_KEY'],
    [{ LOCAL_STORE_HOST: '0.0.0.0' }, 'LOCAL_STORE_PUBLIC_URL'],
    [{ LOCAL_STORE_HOST: '::' }, 'LOCAL_STORE_PUBLIC_URL'],
  ])('%j is a contradiction, told by the name to change', (environment, name) => {
    expect(() => readConfig(environment)).toThrow(name);
  });
});
