import { toStorageError } from '@dawg/client/to-storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { FileVersion } from '@dawg/contract/wire-library';
import { useState } from 'react';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { useFormat } from '../format/use-format.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useFileActions } from '../use-file-actions.ts';
import { DetailsReading, DetailsSection } from './details-section.tsx';
import { useTakes } from './use-takes.ts';
import { useVersions } from './use-versions.ts';
import { CurrentVersion, EarlierVersion } from './version-row.tsx';

export interface VersionsSectionProps {
  readonly file: StoredFile;
  readonly trashed: boolean;
}

/** The bytes of a file through time, the present ones first. */
export function VersionsSection({ file, trashed }: VersionsSectionProps) {
  const { details, actions, failure, scan } = useMessages();
  const format = useFormat();
  const toasts = useToasts();
  const { download } = useFileActions();
  const versions = useVersions(file);
  const takes = useTakes(file, versions.reading.kind === 'ready' ? versions.reading.items : []);
  const [toAccept, setToAccept] = useState<StoredFile | FileVersion | null>(null);
  const [toPurge, setToPurge] = useState<FileVersion | null>(null);
  const say = details.versions;

  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      toasts.show({ tone: 'bad', text: explain(toStorageError(error), failure) });
      return false;
    }
  };
  const fetchIt = (one: StoredFile | FileVersion, acceptUnscanned: boolean) =>
    void attempt(
      'fileName' in one ? download(one, { acceptUnscanned }) : versions.download(one, { acceptUnscanned }),
    );
  const save = (one: StoredFile | FileVersion) =>
    one.scan.state === 'unscannable' ? setToAccept(one) : fetchIt(one, false);
  const restore = async (version: FileVersion) => {
    const undo = () => void attempt(versions.restore(file.versionId)); // what is present now is a version then
    if (!(await attempt(versions.restore(version.id)))) return;
    const text = say.restored(file.fileName, format.moment(version.uploadedAt));
    toasts.show({ tone: 'plain', text, action: { label: actions.undo, run: undo } });
  };
  const purge = async (version: FileVersion) => {
    if (!(await attempt(versions.purge(version)))) return;
    toasts.show({ tone: 'plain', text: say.purged(format.bytes(version.sizeBytes)) });
  };

  return (
    <DetailsSection
      title={say.title}
      count={versions.reading.kind === 'ready' ? versions.reading.items.length + 1 : undefined}
    >
      <ol aria-label={say.title} className="space-y-1">
        <CurrentVersion
          file={file}
          trashed={trashed}
          isHeard={takes.isHeard(file.versionId)}
          onHear={() => void takes.hear(file.versionId)}
          onDownload={() => save(file)}
        />
        {versions.reading.kind === 'ready' &&
          versions.reading.items.map((version) => (
            <EarlierVersion
              key={version.id}
              version={version}
              trashed={trashed}
              isHeard={takes.isHeard(version.id)}
              onHear={() => void takes.hear(version.id)}
              onDownload={() => save(version)}
              onRestore={() => void restore(version)}
              onPurge={() => setToPurge(version)}
            />
          ))}
      </ol>
      <DetailsReading reading={versions.reading} loading={say.loading}>
        {(earlier) => earlier.length === 0 && <p className="text-label text-ink-faint mt-1.5">{say.none}</p>}
      </DetailsReading>
      <ConfirmDialog
        isOpen={toAccept !== null}
        title={scan.acceptTitle(file.fileName)}
        text={scan.acceptText}
        confirmLabel={scan.accept}
        onConfirm={() => toAccept && fetchIt(toAccept, true)}
        onClose={() => setToAccept(null)}
      />
      <ConfirmDialog
        isOpen={toPurge !== null}
        title={say.confirmTitle}
        text={toPurge && say.confirmText(format.moment(toPurge.uploadedAt), format.bytes(toPurge.sizeBytes))}
        confirmLabel={actions.purge}
        onConfirm={() => toPurge && void purge(toPurge)}
        onClose={() => setToPurge(null)}
      />
    </DetailsSection>
  );
}
