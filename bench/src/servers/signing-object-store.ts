import { createS3ObjectStore } from '@dawg/object-store-s3/s3-object-store';
import type { ObjectStore } from '@dawg/storage/ports/object-store';
import { BUCKET, connectToSink } from './store-of-bench.ts';

/** As AWS: nothing is left out of what we sign and send. */
const CAPABILITIES = {
  verifiesPartChecksums: true,
  reportsPartChecksums: true,
  verifiesObjectChecksum: true,
  reportsObjectChecksum: true,
  verifiesPutChecksum: true,
  refusesOverwrite: true,
};

/** Our S3 adapter, in front of the sink: it signs, starts and completes as in production. */
export function createSigningObjectStore(sinkUrl: string): ObjectStore {
  return createS3ObjectStore(connectToSink(sinkUrl), BUCKET, async () => CAPABILITIES);
}
