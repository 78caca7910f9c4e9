import { FileManager } from '@dawg/file-manager';
import { messages } from '../messages.ts';
import { fileQueryOf, pathOf } from '../routing/file-query-url.ts';
import { navigate, useLocation } from '../routing/location.ts';
import type { User } from '../session/use-account.ts';
import { TabTitle } from './tab-title.tsx';
import { TopBar } from './top-bar.tsx';

/** The product's one page: the bar above, the files or the trash below, as the address says. */
export function FilesPage({ user }: { readonly user: User }) {
  const query = fileQueryOf(useLocation());
  return (
    <div className="flex h-dvh flex-col">
      <TabTitle trashed={query.trashed} />
      <TopBar user={user} />
      <main className="min-h-0 flex-1 md:px-3 md:pb-3">
        <h1 className="sr-only">{query.trashed ? messages.pages.trash : messages.product}</h1>
        <div className="border-line bg-surface mx-auto h-full max-w-[100rem] overflow-hidden border-t md:rounded-xl md:border">
          <FileManager
            userId={user.id}
            query={query}
            // Going to a folder or the trash is a step the back button takes back; each letter of a search is not.
            onQueryChange={(next) =>
              navigate(pathOf(next), {
                replace: next.trashed === query.trashed && next.folderId === query.folderId,
              })
            }
          />
        </div>
      </main>
    </div>
  );
}
