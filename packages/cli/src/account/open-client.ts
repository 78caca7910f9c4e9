import { createStorageClient, type StorageClient } from '@dawg/client/storage-client';
import { credentialsPath } from '../environment.ts';
import { readCredentials } from './credentials.ts';

/** The server's procedures, as the account that is signed in. Throws `NotSignedInError`. */
export async function openClient(): Promise<StorageClient> {
  const { server, cookie } = await readCredentials(credentialsPath());
  return createStorageClient({ url: new URL('/trpc', server).href, headers: () => ({ cookie }) });
}
