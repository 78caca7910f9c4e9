import type { Uploader } from '@dawg/client/upload/uploader';

/** Resolves when everything that `add` added is stored; rejects with the first failure. */
export function untilStored(uploader: Uploader, add: () => readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const added = new Set<string>();
    const look = () => {
      const mine = uploader.snapshot().items.filter(({ id }) => added.has(id));
      for (const { status } of mine) if (status.kind === 'failed') reject(status.error);
      if (added.size > 0 && stored >= added.size) resolve();
    };
    let stored = 0;
    uploader.onStored(() => {
      stored += 1;
      look();
    });
    uploader.subscribe(look);
    for (const id of add()) added.add(id);
    look();
  });
}
