import type { DropItem } from 'react-aria-components';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToasts } from '../toasts/toasts.ts';
import { useUploadActions } from '../use-uploads.ts';
import { filesOfDrop } from './files-of-drop.ts';

export interface AddFilesOptions {
  readonly projectId: string | undefined;
  readonly allowMultiple: boolean;
  /** The host's own limit; the installation's is checked by the uploader. */
  readonly maxFileBytes: number | null;
}

/** Hands files to the uploader, less those this component was told not to take; each refusal is said. */
export function useAddFiles({ projectId, allowMultiple, maxFileBytes }: AddFilesOptions) {
  const uploads = useUploadActions();
  const { drop } = useMessages();
  const toasts = useToasts();
  const format = useFormat();
  const warn = (text: string) => toasts.show({ tone: 'bad', text });

  const addFiles = (chosen: readonly File[]) => {
    const files = allowMultiple ? chosen : chosen.slice(0, 1);
    const fitting = files.filter((file) => maxFileBytes === null || file.size <= maxFileBytes);
    const tooLarge = files.length - fitting.length;
    if (files.length < chosen.length) warn(drop.onlyOne);
    if (tooLarge > 0 && maxFileBytes !== null) warn(drop.tooLarge(tooLarge, format.bytes(maxFileBytes)));
    if (fitting.length > 0) uploads.add(fitting, { projectId });
  };
  const addDrop = async (items: readonly DropItem[]) => {
    const { files, skipped } = await filesOfDrop(items);
    if (skipped > 0) toasts.show({ tone: 'plain', text: drop.skipped(skipped) });
    addFiles(files);
  };
  return { addFiles, addDrop };
}
