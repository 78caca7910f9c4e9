import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { SignedPart } from '@dawg/contract/wire';
import { serveLocalStore } from '@dawg/object-store-local/serve-local-store';
import { rememberCapabilities } from '@dawg/object-store-s3/probe-capabilities';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { callStore, isMisconfigured, isS3Error, isUnavailable } from '@dawg/object-store-s3/s3-failures';
import { createS3ObjectStore } from '@dawg/object-store-s3/s3-object-store';
import type { ObjectStore } from '@dawg/storage/ports/object-store';
import { join } from 'node:path';
import type { ServerConfig } from '../env.ts';
import { explainBucket, explainLocalStore } from '../explain-failures.ts';
import type { KeptSecrets } from '../kept-secrets.ts';
import { explaining } from '../start-error.ts';
import { publicOriginOf } from './public-origin.ts';

export interface OpenObjectStore {
  readonly objects: ObjectStore;
  /** Where browsers send and fetch bytes: the page's policy has to allow it. */
  readonly publicOrigin: string;
  readonly description: string;
  /** The signed request as this process sends it: browsers may know the store by another address. */
  readonly sentFromHere: (signed: SignedPart) => SignedPart;
  /** Whether it answered when it was opened. */
  readonly isAnswering: boolean;
  /** Throws when the bucket cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const LOCAL_REGION = 'us-east-1';
const LOCAL_BUCKET = 'dawg';

/**
 * Opens the store that the configuration names: S3, or the embedded one, spoken to by the same adapter. Throws
 * `StartError` when it is configured in a way that can never work; one that merely does not answer is opened.
 */
export function openObjectStore(
  config: ServerConfig,
  secrets: KeptSecrets,
  allowedOrigins: readonly string[],
): Promise<OpenObjectStore> {
  const { store, dataDirectory } = config;
  return store.kind === 's3'
    ? explaining(() => openS3(store), explainBucket(store))
    : explaining(
        () => openLocal(store, dataDirectory, secrets, allowedOrigins),
        explainLocalStore(store, dataDirectory),
      );
}

async function openS3(store: Extract<ServerConfig['store'], { kind: 's3' }>): Promise<OpenObjectStore> {
  const client = createS3Client(store);
  const { bucket, endpoint } = store;
  try {
    const isAnswering = await answers(client, bucket);
    const objects = createS3ObjectStore(client, bucket, rememberCapabilities(client, bucket));
    return {
      objects,
      publicOrigin: await publicOriginOf(objects),
      description: `S3 bucket ${bucket}${endpoint ? ` at ${endpoint}` : ''}`,
      isAnswering,
      sentFromHere: (signed) => signed,
      check: () => checkBucket(client, bucket),
      close: async () => client.destroy(),
    };
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/** The server itself takes the short way; what browsers get is signed for the public URL. */
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
  const endpoint = toReachable(served.endpoint);
  const client = createS3Client({ region: LOCAL_REGION, endpoint, credentials });
  const publicEndpoint = store.publicUrl ?? endpoint;
  const signingClient = createS3Client({ region: LOCAL_REGION, endpoint: publicEndpoint, credentials });
  const close = async () => {
    client.destroy();
    signingClient.destroy();
    await served.close();
  };
  try {
    await createBucket(client);
    await allowOrigins(client, allowedOrigins);
    const capabilities = rememberCapabilities(client, LOCAL_BUCKET);
    const objects = createS3ObjectStore(client, LOCAL_BUCKET, capabilities, signingClient);
    return {
      objects,
      publicOrigin: await publicOriginOf(objects),
      description: `files in ${directory}`,
      isAnswering: true,
      sentFromHere: (signed) => sentTo(endpoint, signed),
      check: () => checkBucket(client, LOCAL_BUCKET),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Who listens on every interface listens on loopback. */
function toReachable(endpoint: string): string {
  return endpoint.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

/** The host is signed, the way there is not. */
function sentTo(endpoint: string, signed: SignedPart): SignedPart {
  const { host, pathname, search } = new URL(signed.url);
  return { ...signed, url: `${endpoint}${pathname}${search}`, headers: { ...signed.headers, host } };
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

/** False for what may pass by itself; throws for what only a person can put right. */
async function answers(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (isUnavailable(error) && !isMisconfigured(error)) return false;
    throw error;
  }
}

async function checkBucket(client: S3Client, bucket: string): Promise<void> {
  await callStore(() => client.send(new HeadBucketCommand({ Bucket: bucket })));
}
