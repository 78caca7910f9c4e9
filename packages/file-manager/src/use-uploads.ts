import type { BrowserUploader } from '@dawg/client/browser/browser-uploader';
import type { UploadItem } from '@dawg/client/upload/upload-item';
import { useMemo, useSyncExternalStore } from 'react';
import { useUploader } from './connection/uploader-context.ts';
import { summariseUploads, type UploadSummary } from './uploads/upload-summary.ts';

/** The uploads of this tab, and what can be done with them. */
export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly summary: UploadSummary;
  readonly actions: UploadActions;
}

/** Stable for the provider's life. */
export type UploadActions = Pick<
  BrowserUploader,
  | 'addFiles'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'dismiss'
  | 'pauseAll'
  | 'resumeAll'
  | 'cancelAll'
  | 'retryAll'
  | 'dismissFinished'
  | 'prioritise'
>;

/** Uploads go on while nobody looks: the uploader lives in the provider, this hook only watches. */
export function useUploads(): Uploads {
  const uploader = useUploader();
  const { items, totals } = useSyncExternalStore(
    (listener) => uploader.subscribe(listener),
    () => uploader.snapshot(),
  );
  const summary = useMemo(() => summariseUploads(items, totals), [items, totals]);
  return { items, summary, actions: useUploadActions() };
}

/** The actions alone, for what need not be drawn again at every step of the progress. */
export function useUploadActions(): UploadActions {
  const uploader = useUploader();
  return useMemo(() => actionsOf(uploader), [uploader]);
}

function actionsOf(uploader: BrowserUploader): UploadActions {
  return {
    ...uploader,
    addFiles: (files, options) => {
      const { items, unfinished } = uploader.snapshot();
      // What is over belongs to the batch before: its rows and bytes would hide those of the new one.
      if (unfinished === 0) {
        for (const { id, status } of items) if (status.kind !== 'failed') uploader.dismiss(id);
      }
      uploader.addFiles(files, options);
    },
  };
}
