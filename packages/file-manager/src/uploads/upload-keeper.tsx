import { VisuallyHidden } from 'react-aria-components';
import { useUploader } from '../connection/uploader-context.ts';
import { useRefreshOnUploads } from '../connection/use-refresh-on-uploads.ts';
import { useUploadRules } from '../use-upload-rules.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import { useSpokenProgress } from './use-spoken-progress.ts';

/** What uploads need whatever page is shown: fresh lists, a warning before the tab closes, one polite voice. */
export function UploadKeeper() {
  const uploader = useUploader();
  useUploadRules(); // asked for early: files are checked against them before a byte is sent
  useRefreshOnUploads(uploader);
  useLeaveWarning(uploader);
  const sentence = useSpokenProgress(uploader);
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {sentence}
      </div>
    </VisuallyHidden>
  );
}
