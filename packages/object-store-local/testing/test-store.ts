import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { serveLocalStore, type LocalStore, type LocalStoreOptions } from '../src/serve-local-store.ts';

export const TEST_KEYS = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' } as const;

/** A running store of its own, with one bucket called `media`. */
export interface TestStore {
  readonly directory: string;
  readonly endpoint: string;
  /** Speaks only when spoken to: no checksums the test did not ask for. */
  readonly client: S3Client;
  /** Is added to the real time by the store's clock. */
  readonly clock: { offsetMs: number };
  /** Failures that were the store's own; a test that expects none can look. */
  readonly reported: unknown[];
  /** Stops and starts the store on the same directory and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestStore(
  options: Pick<LocalStoreOptions, 'closeGraceMs'> = {},
): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'object-store-'));
  const clock = { offsetMs: 0 };
  const reported: unknown[] = [];
  const serve = (port: number): Promise<LocalStore> =>
    serveLocalStore({
      directory,
      port,
      ...TEST_KEYS,
      ...options,
      clock: () => Date.now() + clock.offsetMs,
      report: (error) => reported.push(error),
    });
  let running = await serve(0);
  const { endpoint } = running;
  const client = newClient(endpoint);
  await client.send(new CreateBucketCommand({ Bucket: 'media' }));
  return {
    directory,
    endpoint,
    client,
    clock,
    reported,
    async restart() {
      await running.close();
      running = await serve(Number(new URL(endpoint).port));
    },
    async stop() {
      client.destroy();
      await running.close();
      await rm(directory, { recursive: true });
    },
  };
}

export function newClient(
  endpoint: string,
  checksums: 'WHEN_REQUIRED' | 'WHEN_SUPPORTED' = 'WHEN_REQUIRED',
): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: TEST_KEYS,
    maxAttempts: 1,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
  });
}
