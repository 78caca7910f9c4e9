import { tagKey } from '@dawg/contract/tags';
import type { AudioTags } from '@dawg/contract/wire-audio';

/** What of the tags inside a file a search looks through, folded as names and tags are. */
export function audioTexts(tags: AudioTags): readonly string[] {
  const texts = [tags.title, tags.artist, tags.album, tags.albumArtist, tags.composer, ...tags.genre];
  return texts.flatMap((text) => (text ? [tagKey(text)] : []));
}
