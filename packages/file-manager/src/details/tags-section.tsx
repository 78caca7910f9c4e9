import { toStorageError } from '@dawg/client/to-storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { DetailsSection } from './details-section.tsx';
import { TagInput } from './tag-input.tsx';
import type { FileDescription } from './use-file-description.ts';

export interface TagsSectionProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
  readonly description: FileDescription;
}

/** The tags of a file: each can be taken off, and the field at the end adds more. */
export function TagsSection({ file, trashed, description }: TagsSectionProps) {
  const { details, failure } = useMessages();
  const [problem, setProblem] = useState<string | null>(null);
  const isShown = useIsShown();
  const toasts = useToasts();
  const { tags } = file;
  const tell = async (change: Promise<void>): Promise<boolean> => {
    setProblem(null);
    try {
      await change;
      return true;
    } catch (error) {
      const reason = explain(toStorageError(error), failure);
      if (isShown.current) setProblem(reason);
      else toasts.show({ tone: 'bad', text: reason }); // another file is shown by now
      return false;
    }
  };
  const remove = (gone: readonly string[]) => void tell(description.removeTags(gone));

  return (
    <DetailsSection title={details.tags.title}>
      {tags.length > 0 && (
        <TagGroup
          aria-label={details.tags.title}
          {...(trashed ? {} : { onRemove: (keys) => remove(tags.filter((tag) => keys.has(tag))) })}
        >
          <TagList className="mb-2 flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <Tag
                key={tag}
                id={tag}
                textValue={tag}
                className="bg-sunken text-label focus-ring flex h-7 max-w-full cursor-default items-center rounded-md pl-2 last:mb-0 data-[allows-removing]:pr-0 not-data-[allows-removing]:pr-2"
              >
                {({ allowsRemoving }) => (
                  <>
                    <span className="truncate">{tag}</span>
                    {allowsRemoving && (
                      <Button
                        slot="remove"
                        aria-label={details.tags.remove(tag)}
                        className="text-ink-faint data-hovered:text-ink focus-ring grid size-7 shrink-0 place-items-center rounded-md"
                      >
                        <X size={12} aria-hidden />
                      </Button>
                    )}
                  </>
                )}
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      {trashed && tags.length === 0 && <p className="text-ink-faint">{details.tags.none}</p>}
      {!trashed && <TagInput problem={problem} onAdd={(typed) => tell(description.addTags(typed))} />}
    </DetailsSection>
  );
}

function useIsShown(): { readonly current: boolean } {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return isShown;
}
