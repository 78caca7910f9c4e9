import type { ChosenFile } from '@dawg/client/browser/browser-uploader';
import { fileSource } from '@dawg/client/browser/file-source';
import { precheck, type Precheck } from '@dawg/client/upload/precheck';
import type { OnConflict } from '@dawg/contract/wire';
import { useState } from 'react';
import { api } from '../connection/api.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useAskUploadRules } from '../use-upload-rules.ts';
import { useUploadActions } from '../use-uploads.ts';
import type { FilesFound } from './files-found.ts';
import type { PrecheckAnswer } from './precheck-answer.ts';

export interface AddFilesOptions {
  readonly projectId: string | undefined;
  /** The folder that is shown; null at the top. */
  readonly folderId: string | null;
  readonly allowMultiple: boolean;
  /** The host's own limit; the installation's is checked besides. */
  readonly maxFileBytes: number | null;
}

export interface AddFiles {
  /** Uploads what can be uploaded; asks first where something is in the way. */
  readonly add: (found: FilesFound) => Promise<void>;
  /** What is in the way, while the person is asked. */
  readonly question: Precheck<ChosenFile> | null;
  readonly answer: (answer: PrecheckAnswer<ChosenFile>) => void;
}

/** All files are checked before a byte is sent: a hundred files make one question, not a hundred failures. */
export function useAddFiles({ projectId, folderId, allowMultiple, maxFileBytes }: AddFilesOptions): AddFiles {
  const uploads = useUploadActions();
  const { client } = api.useUtils();
  const askRules = useAskUploadRules();
  const { drop } = useMessages();
  const toasts = useToasts();
  const destination = { projectId, folderId: folderId ?? undefined };
  const [questions, setQuestions] = useState<readonly Precheck<ChosenFile>[]>([]);

  const rulesHere = async () => {
    const rules = await askRules();
    return { ...rules, maxFileBytes: Math.min(rules.maxFileBytes, maxFileBytes ?? Infinity) };
  };
  const upload = (files: readonly ChosenFile[], onConflict?: OnConflict) => {
    if (files.length > 0) uploads.addFiles(files, { ...destination, onConflict });
  };

  return {
    add: async ({ files: found, skipped }) => {
      if (skipped > 0) toasts.show({ tone: 'plain', text: drop.skipped(skipped) });
      const files = allowMultiple ? found : found.slice(0, 1);
      if (files.length < found.length) toasts.show({ tone: 'bad', text: drop.onlyOne });
      if (files.length === 0) return;
      const checked = await checkOrNull(() =>
        precheck(
          client,
          files,
          ({ file, folderPath }) => fileSource(file, { folderPath }),
          rulesHere,
          destination,
        ),
      );
      if (!checked || isClear(checked)) upload(files);
      else setQuestions((waiting) => [...waiting, checked]); // another drop may be asked about already
    },
    question: questions[0] ?? null,
    answer: ({ ready, taken, onTaken }) => {
      setQuestions((waiting) => waiting.slice(1));
      upload(ready);
      upload(taken, onTaken);
    },
  };
}

/** Nothing is in the way of any of the files. */
function isClear({ ready, refused, taken, availableBytes, neededBytes }: Precheck<ChosenFile>): boolean {
  const needed = ready.reduce((sum, file) => sum + neededBytes(file), 0);
  return refused.length === 0 && taken.length === 0 && needed <= availableBytes;
}

/** Without an answer the files are added all the same: the tray shows of each what became of it, and why. */
async function checkOrNull(check: () => Promise<Precheck<ChosenFile>>): Promise<Precheck<ChosenFile> | null> {
  try {
    return await check();
  } catch {
    return null;
  }
}
