import { AUDIO_EXTENSIONS } from '@dawg/contract/audio-formats';
import { Upload } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { FileChooser } from '../controls/file-chooser.tsx';
import type { FileQuery } from '../file-query.ts';
import { useMessages } from '../messages/use-messages.ts';
import { NameSearch } from './name-search.tsx';
import { SortMenu } from './sort-menu.tsx';
import { ViewSwitch } from './view-switch.tsx';

export interface FileToolbarProps {
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
  readonly allowMultiple: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Which files, which of them, and more of them. */
export function FileToolbar({ query, onQueryChange, allowMultiple, onFiles }: FileToolbarProps) {
  const { actions } = useMessages();
  return (
    <div data-slot="toolbar" className="flex flex-wrap items-center gap-2 px-3 py-2.5">
      <ViewSwitch
        trashed={query.trashed}
        onChange={(trashed) => onQueryChange({ ...query, trashed, search: '' })}
      />
      <div className="order-last flex min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-0 sm:justify-end">
        <NameSearch value={query.search} onChange={(search) => onQueryChange({ ...query, search })} />
        <div className="ml-1 sm:hidden">
          <SortMenu query={query} onQueryChange={onQueryChange} />
        </div>
      </div>
      <span className="flex-1 sm:hidden" />
      <FileChooser allowMultiple={allowMultiple} accept={AUDIO_EXTENSIONS} onFiles={onFiles}>
        <Button variant="strong">
          <Upload size={15} aria-hidden />
          {actions.upload}
        </Button>
      </FileChooser>
    </div>
  );
}
