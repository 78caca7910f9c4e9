import { Folder } from 'lucide-react';

/** What stands before a folder's name, as wide as a file's format. */
export function FolderBadge() {
  return (
    <span className="text-ink-faint grid h-5 w-10 shrink-0 place-items-center" aria-hidden>
      <Folder size={18} fill="currentColor" fillOpacity={0.18} />
    </span>
  );
}
