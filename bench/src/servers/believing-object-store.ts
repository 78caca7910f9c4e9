import { combineParts, decodeCrc32, encodeCrc32 } from '@dawg/contract/crc32';
import type { ArrivedPart, ObjectFacts, ObjectStore } from '@dawg/storage/ports/object-store';

/** A store in front of a sink that keeps nothing: what was signed is believed to have arrived, as no one could say. */
export function believing(store: ObjectStore): ObjectStore {
  const partsOf = new Map<string, Map<number, ArrivedPart>>();
  const objects = new Map<string, ObjectFacts>();
  return {
    ...store,
    refusesOverwrite: async () => true,
    presignPut: async (key, put, expiresInSeconds) => {
      objects.set(key, { sizeBytes: put.sizeBytes, checksum: put.checksum });
      return store.presignPut(key, put, expiresInSeconds);
    },
    presignPart: (target, part, expiresInSeconds) => {
      const parts = partsOf.get(target.multipartId) ?? new Map<number, ArrivedPart>();
      partsOf.set(target.multipartId, parts);
      parts.set(part.partNumber, { ...part, etag: `"${part.partNumber}"` });
      return store.presignPart(target, part, expiresInSeconds);
    },
    listParts: async ({ multipartId }) =>
      [...(partsOf.get(multipartId)?.values() ?? [])].toSorted((a, b) => a.partNumber - b.partNumber),
    completeMultipart: async (target, parts, checksum) => {
      const outcome = await store.completeMultipart(target, parts, checksum);
      if (outcome === 'completed') objects.set(target.key, factsOf(parts));
      return outcome;
    },
    headObject: async (key) => objects.get(key) ?? null,
  };
}

function factsOf(parts: readonly ArrivedPart[]): ObjectFacts {
  const sums = parts.map(({ checksum, sizeBytes }) => ({ crc: decodeCrc32(checksum ?? '') ?? 0, sizeBytes }));
  return {
    sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    checksum: encodeCrc32(combineParts(sums)),
  };
}
