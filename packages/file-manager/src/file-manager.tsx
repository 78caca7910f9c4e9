import type { StoredFile } from '@dawg/contract/wire';
import { UserX } from 'lucide-react';
import { useState } from 'react';
import { FileDrop } from './adding/file-drop.tsx';
import { PrecheckDialog } from './adding/precheck-dialog.tsx';
import { useAddFiles } from './adding/use-add-files.ts';
import { useAccount } from './connection/account-context.ts';
import { useOnline } from './connection/use-online.ts';
import { Notice } from './controls/notice.tsx';
import { DetailsProvider } from './details/details-state.tsx';
import { DEFAULT_FILE_QUERY, type FileQuery } from './file-query.ts';
import { FileList } from './files/file-list.tsx';
import { FolderBreadcrumbs } from './folders/folder-breadcrumbs.tsx';
import { KeyboardHelp } from './keyboard/keyboard-help.tsx';
import { ListMessage } from './files/list-message.tsx';
import { useMessages } from './messages/use-messages.ts';
import { PlayerBar } from './player/player-bar.tsx';
import { QuotaMeter } from './quota/quota-meter.tsx';
import { QuotaNotice } from './quota/quota-notice.tsx';
import { RejectedNotice } from './sound/rejected-notice.tsx';
import { FileToolbar } from './toolbar/file-toolbar.tsx';
import { UnfinishedNotice } from './unfinished/unfinished-notice.tsx';
import { useQuota } from './use-quota.ts';
import { useUploadRules } from './use-upload-rules.ts';

export type { StoredFile };

export interface FileManagerProps {
  /** Shows and uploads the files of one project only. */
  readonly projectId?: string;
  /** Who the host believes is signed in. Somebody else being signed in is an error, shown instead of files. */
  readonly userId?: string;
  /** Called for each file that becomes selected. */
  readonly onFileSelect?: (file: StoredFile) => void;
  /** Several files may be added at once and selected at once. Default: true. */
  readonly allowMultiple?: boolean;
  /** Refuses larger files (1 MB is 1,048,576 bytes, as in the guide). The installation's own limit applies besides. */
  readonly maxFileSizeMB?: number;
  /** Shows how full the storage is. Default: true. */
  readonly showQuota?: boolean;
  /** What the list shows, for a host that keeps it in its URL. Leave it out and the component keeps it itself. */
  readonly query?: FileQuery;
  readonly onQueryChange?: (query: FileQuery) => void;
}

const MIB = 1024 * 1024;

/** The files of the signed-in user: add, find, rename, download, delete. Needs a `<DawgProvider>` above it. */
export function FileManager(props: FileManagerProps) {
  const { failure } = useMessages();
  const account = useAccount();
  if (props.userId !== undefined && account.userId !== undefined && props.userId !== account.userId) {
    return <ListMessage role="alert" icon={UserX} title={failure.wrongUser} text={failure.wrongUserHint} />;
  }
  return (
    <DetailsProvider>
      <SignedInFileManager {...props} />
    </DetailsProvider>
  );
}

function SignedInFileManager({
  projectId,
  onFileSelect,
  allowMultiple = true,
  maxFileSizeMB,
  showQuota = true,
  ...controlled
}: FileManagerProps) {
  const messages = useMessages();
  const isOnline = useOnline();
  const quota = useQuota({ enabled: showQuota });
  const [ownQuery, setOwnQuery] = useState(DEFAULT_FILE_QUERY);
  const query = controlled.query ?? ownQuery;
  const changeQuery = (next: FileQuery) => {
    setOwnQuery(next);
    controlled.onQueryChange?.(next);
  };
  const rules = useUploadRules();
  const maxFileBytes = maxFileSizeMB === undefined ? null : maxFileSizeMB * MIB;
  const adding = useAddFiles({ projectId, folderId: query.folderId, allowMultiple, maxFileBytes });

  return (
    <FileDrop onFound={(found) => void adding.add(found)}>
      <FileToolbar
        query={query}
        onQueryChange={changeQuery}
        allowMultiple={allowMultiple}
        hasFolders={projectId === undefined}
        onFound={(found) => void adding.add(found)}
      />
      {query.folderId !== null && query.search.trim() === '' && !query.trashed && (
        <FolderBreadcrumbs
          folderId={query.folderId}
          onOpen={(folderId) => changeQuery({ ...query, folderId })}
        />
      )}
      <div className="flex flex-col gap-2 px-3 not-empty:pb-2.5">
        {!isOnline && <Notice tone="offline">{messages.offline}</Notice>}
        <RejectedNotice />
        <UnfinishedNotice onFound={(found) => void adding.add(found)} />
        {quota.kind === 'ready' && <QuotaNotice quota={quota.quota} />}
      </div>
      <FileList
        key={query.trashed ? 'trash' : 'files'}
        projectId={projectId}
        query={query}
        onQueryChange={changeQuery}
        allowMultiple={allowMultiple}
        maxFileBytes={smallest(maxFileBytes, rules?.maxFileBytes ?? null)}
        onFileSelect={onFileSelect}
        onFound={(found) => void adding.add(found)}
      />
      {adding.question && <PrecheckDialog question={adding.question} onAnswer={adding.answer} />}
      <PlayerBar />
      <footer className="border-line flex h-10 shrink-0 items-center border-t px-3">
        {showQuota && quota.kind === 'ready' && <QuotaMeter quota={quota.quota} />}
        {showQuota && quota.kind === 'failed' && (
          <span className="text-label text-ink-faint">{messages.failure.quotaFailed}</span>
        )}
        <span className="flex-1" />
        <KeyboardHelp />
      </footer>
    </FileDrop>
  );
}

function smallest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
