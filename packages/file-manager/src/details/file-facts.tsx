import { folderNames } from '@dawg/contract/folder-path';
import type { StoredFile } from '@dawg/contract/wire';
import type { ReactNode } from 'react';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { useMessages } from '../messages/use-messages.ts';
import { ChecksumLine } from './checksum-line.tsx';

/** What is known of a file, one fact a line. */
export function FileFacts({ file }: { readonly file: StoredFile }) {
  const { details, folders } = useMessages();
  const format = useFormat();
  const now = useNow();
  const time = (iso: string) => (
    <time dateTime={iso} title={format.dateTime(iso)}>
      {format.moment(iso)}
      <span className="text-ink-faint"> · {format.ago(iso, now)}</span>
    </time>
  );
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-4 py-3.5">
      <Fact label={details.folder}>
        {file.folderPath === '' ? (
          <span className="text-ink-soft">{folders.top}</span>
        ) : (
          folderNames(file.folderPath).join(' / ')
        )}
      </Fact>
      <Fact label={details.size}>
        <span className="tabular-nums">
          {format.bytes(file.sizeBytes)}
          <span className="text-ink-faint"> · {details.exact(format.exact(file.sizeBytes))}</span>
        </span>
      </Fact>
      <Fact label={details.uploaded}>{time(file.uploadedAt)}</Fact>
      {file.updatedAt !== file.uploadedAt && <Fact label={details.changed}>{time(file.updatedAt)}</Fact>}
      {file.trashedAt && <Fact label={details.trashed}>{time(file.trashedAt)}</Fact>}
      {file.originalName !== file.fileName && <Fact label={details.arrivedAs}>{file.originalName}</Fact>}
      {file.projectId !== null && <Fact label={details.project}>{file.projectId}</Fact>}
      <Fact label={details.checksum}>
        <ChecksumLine checksum={file.checksum} />
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{label}</dt>
      <dd className="min-w-0 wrap-anywhere select-text">{children}</dd>
    </>
  );
}
