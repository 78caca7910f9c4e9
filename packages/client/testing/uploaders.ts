import { expect, vi } from 'vitest';
import type { UploadItem } from '../src/upload/upload-item.ts';
import { createUploader, type Uploader, type UploaderOptions } from '../src/upload/uploader.ts';
import { quickPace, type InProcessServer } from './in-process-server.ts';

const LANES = { start: 6, least: 2, most: 6 };

/** An uploader on the in-process server; two of them are two tabs of one browser. */
export function openUploader(
  { client, putPart, turns }: InProcessServer,
  options: Partial<Pick<UploaderOptions, 'pace' | 'rules'>> = {},
): Uploader {
  return createUploader({
    client,
    platform: { putPart, turns, lanes: LANES, batches: 2 },
    pace: quickPace,
    ...options,
  });
}

export function onlyItem(uploader: Uploader): UploadItem {
  const { items } = uploader.snapshot();
  const [item] = items;
  if (!item || items.length > 1) throw new Error(`there are ${items.length} items`);
  return item;
}

export function reaches(uploader: Uploader, ...kinds: UploadItem['status']['kind'][]): Promise<void> {
  return vi.waitFor(
    () => expect(uploader.snapshot().items.map((item) => item.status.kind)).toEqual(kinds),
    8000,
  );
}
