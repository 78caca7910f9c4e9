import { useUploads } from '@dawg/file-manager/use-uploads';
import { useEffect } from 'react';
import { pageTitle } from './page-title.ts';

/** Keeps the tab's title. A component of its own, so that progress does not draw the page again. */
export function TabTitle({ trashed }: { readonly trashed: boolean }) {
  const { summary } = useUploads();
  const title = pageTitle(trashed, summary);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
