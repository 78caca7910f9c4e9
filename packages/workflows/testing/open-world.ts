import { PartNotStoredError, type PutPart } from '@dawg/client/upload/put-part';
import { createTestStorage, OWNER } from '@dawg/storage/testing/test-storage';
import { createInProcessClient } from '../src/in-process-client.ts';

/** The domain on its twins, called as other code of the server calls it. */
export function openWorld() {
  const world = createTestStorage();
  const putPart: PutPart = async (signed, bytes) => {
    const status = world.store.receivePart(signed, bytes);
    if (status !== 200) throw new PartNotStoredError(status);
  };
  return { ...world, client: createInProcessClient(world.storage, { owner: OWNER }), putPart };
}
