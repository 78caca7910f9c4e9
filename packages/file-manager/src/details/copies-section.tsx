import { folderNames } from '@dawg/contract/folder-path';
import type { StoredFile } from '@dawg/contract/wire';
import { FormatBadge } from '../files/format-badge.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { DetailsReading, DetailsSection } from './details-section.tsx';
import { useCopies } from './use-versions.ts';

/** Where else these very bytes are stored: space that could be had back. */
export function CopiesSection({ file }: { readonly file: StoredFile }) {
  const { details, folders } = useMessages();
  const reading = useCopies(file);
  return (
    <DetailsSection
      title={details.copies.title}
      count={reading.kind === 'ready' ? reading.items.length : undefined}
    >
      <DetailsReading reading={reading} loading={details.copies.loading}>
        {(copies) =>
          copies.length === 0 ? (
            <p className="text-ink-faint">{details.copies.none}</p>
          ) : (
            <ul aria-label={details.copies.title} className="space-y-2">
              {copies.map((copy) => (
                <li key={copy.id} className="flex min-w-0 items-start gap-2.5">
                  <FormatBadge fileName={copy.fileName} />
                  <div className="min-w-0">
                    <p className="truncate" title={copy.fileName}>
                      {copy.fileName}
                    </p>
                    <p className="text-label text-ink-faint wrap-anywhere">
                      {copy.folderPath === '' ? folders.top : folderNames(copy.folderPath).join(' / ')}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </DetailsReading>
    </DetailsSection>
  );
}
