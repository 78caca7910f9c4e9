import type { StoredFile } from '@dawg/contract/wire';
import { Star } from 'lucide-react';
import { useMessages } from '../messages/use-messages.ts';

/** More would leave no room for the name. */
const SHOWN_TAGS = 3;

/** The star of a favourite, beside its name. */
export function FavouriteMark({ file }: { readonly file: StoredFile }) {
  const { details } = useMessages();
  if (!file.isFavourite) return null;
  return (
    <span className="text-accent ml-1.5 shrink-0 self-center">
      <Star size={13} aria-hidden className="fill-current" />
      <span className="sr-only">{details.favourite}</span>
    </span>
  );
}

/** The first tags as quiet chips; they give way before the name does. */
export function TagChips({ tags }: { readonly tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const more = tags.length - SHOWN_TAGS;
  return (
    <span
      className="ml-2.5 flex min-w-0 shrink-[99] gap-1 self-center overflow-hidden"
      title={tags.join(', ')}
    >
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <span
          key={tag}
          className="bg-ink/7 text-ink-soft text-micro max-w-32 min-w-8 truncate rounded px-1.5 py-px"
        >
          {tag}
        </span>
      ))}
      {more > 0 && <span className="text-micro text-ink-faint shrink-0 py-px">+{more}</span>}
    </span>
  );
}
