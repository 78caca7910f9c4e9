import { createS3Client } from '@dawg/object-store-s3/s3-client';

/** What every signer of this suite signs with. */
export const BUCKET = 'bench';
export const REGION = 'us-east-1';
export const CREDENTIALS = { accessKeyId: 'benchmark', secretAccessKey: 'benchmark-benchmark-benchmark' };

/** The sink as the control plane sees it. */
export function connectToSink(endpoint: string) {
  return createS3Client({ region: REGION, endpoint, credentials: CREDENTIALS });
}
