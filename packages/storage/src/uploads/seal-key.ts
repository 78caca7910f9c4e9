import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';

/**
 * Seals a key whose URLs for a single PUT may still be used, and looks that nothing but the tombstone is there. From
 * then on no byte can arrive, so whatever was charged or reserved for the key may be given back at once. Sealing
 * again is harmless. `sweepSealedKeys` removes the tombstone when the URLs are dead.
 */
export async function sealKey(ports: Pick<Ports, 'objects'>, key: string): Promise<void> {
  await ports.objects.sealKey(key);
  if ((await ports.objects.headObject(key))?.sizeBytes !== 0) {
    throw new StorageError(
      'store-unavailable',
      {},
      { cause: new Error('the key does not hold its tombstone after it was sealed') },
    );
  }
}
