import { toStorageError } from '@dawg/client/to-storage-error';
import { splitName } from '@dawg/contract/file-name';
import type { StoredFile } from '@dawg/contract/wire';
import { Star, X } from 'lucide-react';
import { ToggleButton, TooltipTrigger } from 'react-aria-components';
import { IconButton } from '../controls/icon-button.tsx';
import { Tip } from '../controls/tip.tsx';
import { FormatBadge } from '../files/format-badge.tsx';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';

export interface DetailsHeaderProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
  readonly onFavourite: (isFavourite: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** The file's name, all of it, and its star. */
export function DetailsHeader({ file, trashed, onFavourite, onClose }: DetailsHeaderProps) {
  const { details, failure } = useMessages();
  const toasts = useToasts();
  const { stem, extension } = splitName(file.fileName);
  const setFavourite = async (isFavourite: boolean) => {
    try {
      await onFavourite(isFavourite);
    } catch (error) {
      toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) });
    }
  };
  return (
    <header className="border-line shrink-0 border-b pt-2 pr-2 pb-3.5 pl-4">
      <div className="flex h-8 items-center">
        <FormatBadge fileName={file.fileName} />
        <span className="flex-1" />
        {!trashed && (
          <TooltipTrigger delay={600} closeDelay={0}>
            <ToggleButton
              aria-label={details.favourite}
              isSelected={file.isFavourite}
              onChange={(isFavourite) => void setFavourite(isFavourite)}
              className="group text-ink-soft data-hovered:bg-sunken data-hovered:text-ink data-selected:text-accent focus-ring grid size-8 cursor-default place-items-center rounded-md transition-colors duration-100"
            >
              <Star size={16} aria-hidden className="group-data-selected:fill-current" />
            </ToggleButton>
            <Tip>{file.isFavourite ? details.unmark : details.mark}</Tip>
          </TooltipTrigger>
        )}
        <IconButton label={details.close} onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <h2
        className="text-lead mt-1.5 line-clamp-4 pr-2 font-semibold wrap-anywhere select-text"
        title={file.fileName}
      >
        {stem}
        <span className="text-ink-faint font-medium">{extension}</span>
      </h2>
    </header>
  );
}
