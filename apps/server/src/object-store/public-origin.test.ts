import { rememberCapabilities } from '@dawg/object-store-s3/probe-capabilities';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { createS3ObjectStore } from '@dawg/object-store-s3/s3-object-store';
import { expect, test } from 'vitest';
import { publicOriginOf } from './public-origin.ts';

test.each([
  ['audio', 'eu-central-1', undefined, 'https://audio.s3.eu-central-1.amazonaws.com'],
  ['my.audio', 'eu-central-1', undefined, 'https://s3.eu-central-1.amazonaws.com'],
  ['audio', 'cn-north-1', undefined, 'https://audio.s3.cn-north-1.amazonaws.com.cn'],
  ['audio', 'us-east-1', 'http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
])('the page may talk to the host of bucket %s in %s', async (bucket, region, endpoint, origin) => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = createS3Client({ region, endpoint, credentials });
  const objects = createS3ObjectStore(client, bucket, rememberCapabilities(client, bucket));
  expect(await publicOriginOf(objects)).toBe(origin);
  client.destroy();
});
