import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { serveLocalStore } from '@dawg/object-store-local/serve-local-store';
import { rememberCapabilities } from '@dawg/object-store-s3/probe-capabilities';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { callStore, isS3Error } from '@dawg/object-store-s3/s3-failures';
import { createS3ObjectStore } from '@dawg/object-store-s3/s3-object-store';
import type { ObjectStore } from '@dawg/storage/ports/object-store';
import { join } from 'node:path';
import type { ServerConfig } from '../env.ts';
import type { KeptSecrets } from '../kept-secrets.ts';

export interface OpenObjectStore {
  readonly objects: ObjectStore;
  /** Where browsers send and fetch bytes: the page's policy has to allow it. */
  readonly publicOrigin: string;
  readonly description: string;
  /** Throws when the bucket cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const LOCAL_REGION = 'us-east-1';
const LOCAL_BUCKET = 'dawg';

/** Opens the store that the configuration names: S3, or the embedded one, spoken to by the same adapter. */
export function openObjectStore(
  config: ServerConfig,
  secrets: KeptSecrets,
  allowedOrigins: readonly string[],
): Promise<OpenObjectStore> {
  return config.store.kind === 's3'
    ? Promise.resolve(openS3(config.store))
    : openLocal(config.store, config.dataDirectory, secrets, allowedOrigins);
}

function openS3(store: Extract<ServerConfig['store'], { kind: 's3' }>): OpenObjectStore {
  const client = createS3Client(store);
  const { bucket, region, endpoint } = store;
  return {
    objects: createS3ObjectStore(client, bucket, rememberCapabilities(client, bucket)),
    publicOrigin: endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com`,
    description: `S3 bucket ${bucket}${endpoint ? ` at ${endpoint}` : ''}`,
    check: () => checkBucket(client, bucket),
    close: async () => client.destroy(),
  };
}

async function openLocal(
  store: Extract<ServerConfig['store'], { kind: 'local' }>,
  dataDirectory: string,
  secrets: KeptSecrets,
  allowedOrigins: readonly string[],
): Promise<OpenObjectStore> {
  const directory = join(dataDirectory, 'objects');
  const credentials = {
    accessKeyId: secrets.storeAccessKeyId,
    secretAccessKey: secrets.storeSecretAccessKey,
  };
  const { host, port } = store;
  const served = await serveLocalStore({ directory, ...credentials, region: LOCAL_REGION, host, port });
  const endpoint = store.publicUrl ?? served.endpoint;
  const client = createS3Client({ region: LOCAL_REGION, endpoint, credentials });
  await createBucket(client);
  await allowOrigins(client, allowedOrigins);
  return {
    objects: createS3ObjectStore(client, LOCAL_BUCKET, rememberCapabilities(client, LOCAL_BUCKET)),
    publicOrigin: endpoint,
    description: `files in ${directory}`,
    check: () => checkBucket(client, LOCAL_BUCKET),
    close: async () => {
      client.destroy();
      await served.close();
    },
  };
}

async function createBucket(client: S3Client): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: LOCAL_BUCKET }));
  } catch (error) {
    if (!isS3Error(error, 'BucketAlreadyOwnedByYou', 'BucketAlreadyExists')) throw error;
  }
}

/** The store is another origin than the page: without this a browser sends it nothing. */
async function allowOrigins(client: S3Client, origins: readonly string[]): Promise<void> {
  const rule = {
    AllowedOrigins: [...origins],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'Content-Length', 'Content-Range', 'Accept-Ranges'],
    MaxAgeSeconds: 3600,
  };
  await client.send(
    new PutBucketCorsCommand({ Bucket: LOCAL_BUCKET, CORSConfiguration: { CORSRules: [rule] } }),
  );
}

async function checkBucket(client: S3Client, bucket: string): Promise<void> {
  await callStore(() => client.send(new HeadBucketCommand({ Bucket: bucket })));
}
