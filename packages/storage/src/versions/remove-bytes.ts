import type { Ports } from '../ports/ports.ts';
import { discardObject } from '../uploads/abort-upload.ts';
import { sealKey } from '../uploads/seal-key.ts';

/**
 * Removes the bytes at a key from the store, before the row that pays for them: a crash in between leaves a row that is
 * charged for, never bytes that nobody pays. While a URL of their upload may be alive the key is sealed, or that URL
 * would bring them back; answers until when.
 */
export async function removeBytes(
  ports: Pick<Ports, 'objects' | 'clock'>,
  { storageKey, putUntil }: { readonly storageKey: string; readonly putUntil: Date | null },
): Promise<{ readonly sealedUntil: Date | null }> {
  const isPutDead = putUntil === null || putUntil <= ports.clock.now();
  if (isPutDead) await discardObject(ports, storageKey);
  else await sealKey(ports, storageKey);
  return { sealedUntil: isPutDead ? null : putUntil };
}
