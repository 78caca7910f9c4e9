import { audioFormatOf } from '@dawg/contract/audio-formats';
import { isDirectoryDropItem, isFileDropItem, type DropItem } from 'react-aria-components';

/** What a drop holds. */
export interface DroppedFiles {
  readonly files: readonly File[];
  /** Files inside folders that are no audio: covers, session files, `.DS_Store`. */
  readonly skipped: number;
}

/**
 * Reads a drop. A file dropped by itself is always taken, so that a refusal can say why; of a folder only the audio
 * is, however deep it lies.
 */
export async function filesOfDrop(
  items: Iterable<DropItem> | AsyncIterable<DropItem>,
): Promise<DroppedFiles> {
  const files: File[] = [];
  let skipped = 0;
  for await (const item of items) {
    if (isFileDropItem(item)) files.push(await item.getFile());
    if (isDirectoryDropItem(item)) {
      const inside = await filesOfDrop(item.getEntries());
      const audio = inside.files.filter((file) => audioFormatOf(file.name, file.type));
      files.push(...audio);
      skipped += inside.skipped + inside.files.length - audio.length;
    }
  }
  return { files, skipped };
}
