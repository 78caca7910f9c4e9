import type { ObjectStore } from '@dawg/storage/ports/object-store';

/** The origin of what the store signs. Only the SDK knows it: it depends on the bucket's name and the region. */
export async function publicOriginOf(objects: Pick<ObjectStore, 'presignDownload'>): Promise<string> {
  const as = { fileName: 'any', contentType: 'application/octet-stream' };
  return new URL(await objects.presignDownload('any', as, 60)).origin; // signing asks nobody
}
