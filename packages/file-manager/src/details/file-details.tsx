import type { StoredFile } from '@dawg/contract/wire';
import { CopiesSection } from './copies-section.tsx';
import { DetailsHeader } from './details-header.tsx';
import { FileFacts } from './file-facts.tsx';
import { ScanSection } from '../scan/scan-section.tsx';
import { SoundSection } from '../sound/sound-section.tsx';
import { SharingSection } from './sharing-section.tsx';
import { TagsSection } from './tags-section.tsx';
import { useFileDescription } from './use-file-description.ts';
import { VersionsSection } from './versions-section.tsx';

export interface FileDetailsProps {
  readonly file: StoredFile;
  /** In the trash a file is looked at, not changed. */
  readonly trashed: boolean;
  readonly onClose: () => void;
}

/** Everything known of one file, and what can be said of it. */
export function FileDetails({ file, trashed, onClose }: FileDetailsProps) {
  const description = useFileDescription(file);
  return (
    <>
      <DetailsHeader file={file} trashed={trashed} onFavourite={description.setFavourite} onClose={onClose} />
      <div className="divide-line min-h-0 flex-1 divide-y overflow-y-auto overscroll-contain">
        <ScanSection file={file} />
        <SoundSection file={file} />
        <FileFacts file={file} />
        <TagsSection file={file} trashed={trashed} description={description} />
        <VersionsSection file={file} trashed={trashed} />
        <CopiesSection file={file} />
        {(!trashed || file.isPublic) && (
          <SharingSection file={file} trashed={trashed} description={description} />
        )}
      </div>
    </>
  );
}
