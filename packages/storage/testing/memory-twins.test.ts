import { analysisSuite } from './analysis-suite.ts';
import { createMemoryCatalog } from './memory-catalog.ts';
import { changeFeedSuite } from './change-feed-suite.ts';
import { catalogSuite } from './catalog-suite.ts';
import { librarySuite } from './library-suite.ts';
import { createMemoryObjectStore } from './memory-object-store.ts';
import { objectStoreSuite } from './object-store-suite.ts';
import { scanSuite } from './scan-suite.ts';

for (const reportsChecksums of [true, false]) {
  const name = reportsChecksums ? 'in memory' : 'in memory, without checksums';
  objectStoreSuite(name, { verifiesChecksums: reportsChecksums }, async () => {
    const objects = createMemoryObjectStore({ reportsChecksums });
    return {
      objects,
      putPart: async (signed, bytes) => objects.receivePart(signed, bytes),
      putWhile: async (signed, bytes, meanwhile) => {
        await meanwhile();
        return objects.receivePart(signed, bytes);
      },
      download: async (url) => {
        const served = objects.serveDownload(url);
        if (!served) return { status: 404, bytes: new Uint8Array(), disposition: '' };
        const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(served.fileName)}`;
        return { status: 200, bytes: served.bytes, disposition };
      },
      close: async () => {},
    };
  });
}

const openTwin = async () => {
  const catalog = createMemoryCatalog();
  return {
    ...catalog,
    other: catalog.changes,
    createOwner: async (totalLimit?: number) => {
      const owner = crypto.randomUUID();
      if (totalLimit !== undefined) catalog.setQuota(owner, totalLimit);
      return owner;
    },
    close: async () => {},
  };
};

catalogSuite('in memory', openTwin);
librarySuite('in memory', openTwin);
changeFeedSuite('in memory', openTwin);
analysisSuite('in memory', openTwin);
scanSuite('in memory', openTwin);
