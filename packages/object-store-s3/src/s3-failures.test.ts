import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createS3Client } from './s3-client.ts';
import { callStore } from './s3-failures.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const QUICK = { requestMs: 200, silenceMs: 400 };

describe('a store', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Asks a store that answers every request with `status`, or never. */
  const ask = async (status: number | null) => {
    server = createServer((_request, response) => {
      if (status !== null) response.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const endpoint = `http://127.0.0.1:${address.port}`;
    const client = createS3Client({ region: 'us-east-1', endpoint, credentials }, QUICK);
    return callStore(() => client.send(new HeadBucketCommand({ Bucket: 'audio' })));
  };

  test('that accepts and never answers is unavailable, not waited for for ever', async () => {
    await expect(ask(null)).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test.each([429, 500, 503])('that answers %i is unavailable', async (status) => {
    await expect(ask(status)).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test('that refuses our key is unavailable until the operator mends it', async () => {
    await expect(ask(403)).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
