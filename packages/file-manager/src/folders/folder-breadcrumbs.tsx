import { ChevronRight, FolderX } from 'lucide-react';
import { Breadcrumb, Breadcrumbs, Link } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { useFolderPath } from '../use-folders.ts';

export interface FolderBreadcrumbsProps {
  readonly folderId: string;
  /** Null goes to the top. */
  readonly onOpen: (folderId: string | null) => void;
}

/** Where the open folder is, each step a way back. */
export function FolderBreadcrumbs({ folderId, onOpen }: FolderBreadcrumbsProps) {
  const { folders } = useMessages();
  const path = useFolderPath(folderId);
  if (path === null) {
    return (
      <div className="px-3 pb-2">
        <Notice tone="bad" actions={<Button onPress={() => onOpen(null)}>{folders.toTop}</Button>}>
          <FolderX size={15} aria-hidden className="mr-1.5 inline" />
          {folders.goneTitle}. {folders.goneText}
        </Notice>
      </div>
    );
  }
  const steps = [{ id: null, name: folders.top }, ...(path ?? [])];
  return (
    <Breadcrumbs
      aria-label={folders.path}
      className="text-body flex h-8 min-w-0 items-center overflow-x-auto px-2 pb-1 whitespace-nowrap"
    >
      {steps.map(({ id, name }, index) => (
        <Breadcrumb key={id ?? 'top'} className="flex min-w-0 items-center">
          {index > 0 && <ChevronRight size={14} aria-hidden className="text-ink-faint mx-0.5 shrink-0" />}
          <Link
            onPress={() => onOpen(id)}
            className="focus-ring text-ink-soft data-hovered:bg-sunken data-hovered:text-ink data-current:text-ink max-w-60 cursor-default truncate rounded-md px-1.5 py-0.5 data-current:font-medium"
          >
            {name}
          </Link>
        </Breadcrumb>
      ))}
    </Breadcrumbs>
  );
}
