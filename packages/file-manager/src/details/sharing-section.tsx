import { toStorageError } from '@dawg/client/to-storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { useServerOrigin } from '../connection/server-origin-context.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { CopyButton } from './copy-button.tsx';
import { DetailsSection } from './details-section.tsx';
import type { FileDescription } from './use-file-description.ts';

export interface SharingSectionProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
  readonly description: FileDescription;
}

/** The link by which anybody may read the file; how to get one, and how to end it. */
export function SharingSection({ file, trashed, description }: SharingSectionProps) {
  const { details, failure } = useMessages();
  const toasts = useToasts();
  const serverOrigin = useServerOrigin();
  const [isChanging, setChanging] = useState(false);
  const setPublic = async (isPublic: boolean) => {
    setChanging(true);
    try {
      await description.setPublic(isPublic);
    } catch (error) {
      toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) });
    } finally {
      setChanging(false);
    }
  };
  const url = file.publicUrl === null ? null : new URL(file.publicUrl, serverOrigin || location.origin).href;

  return (
    <DetailsSection title={details.sharing.title}>
      {url !== null && (
        <div className="bg-sunken mb-2 flex h-8 min-w-0 items-center gap-1 rounded-md pr-0.5 pl-2">
          <span className="text-label min-w-0 flex-1 truncate select-all" title={url}>
            {url}
          </span>
          <CopyButton text={url} label={details.sharing.copy} />
        </div>
      )}
      <p className="text-ink-faint mb-2">
        {trashed ? details.sharing.inTrash : textOf(file, details.sharing)}
      </p>
      {!trashed && (
        <Button isDisabled={isChanging} onPress={() => void setPublic(!file.isPublic)}>
          {file.isPublic ? details.sharing.end : details.sharing.begin}
        </Button>
      )}
    </DetailsSection>
  );
}

function textOf(
  { isPublic }: StoredFile,
  words: { readonly isPublic: string; readonly isPrivate: string },
): string {
  return isPublic ? words.isPublic : words.isPrivate;
}
