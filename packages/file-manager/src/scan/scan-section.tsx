import type { StoredFile } from '@dawg/contract/wire';
import { ShieldCheck } from 'lucide-react';
import { DetailsSection } from '../details/details-section.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { ScanMark } from './scan-mark.tsx';

/** What a virus scanner said of a file, and what follows from it; absent where none was asked. */
export function ScanSection({ file }: { readonly file: StoredFile }) {
  const { scan: say } = useMessages();
  const { state, detail } = file.scan;
  if (state === 'unasked') return null;
  return (
    <DetailsSection title={say.title}>
      {state === 'clean' ? (
        <p className="flex items-center gap-1.5">
          <ShieldCheck size={14} aria-hidden className="text-ink-faint" />
          {say.clean}
        </p>
      ) : (
        <div role="status">
          <div className="-ml-2.5">
            <ScanMark scan={file.scan} />
          </div>
          <p className="text-ink-soft mt-2">{say.why[state]}</p>
          {detail !== null && (
            <p className="text-ink-faint mt-1.5 wrap-anywhere select-text">
              {state === 'infected' ? say.found : say.reason}: {detail}
            </p>
          )}
        </div>
      )}
    </DetailsSection>
  );
}
