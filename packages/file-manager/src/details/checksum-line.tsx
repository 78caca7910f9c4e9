import { Check, Copy, ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../controls/icon-button.tsx';
import { useMessages } from '../messages/use-messages.ts';
import { checksumHex } from './checksum-hex.ts';

const SHOWN_MS = 2_000;

/** The CRC-32 that was verified when the bytes were stored, to compare with what a program prints of a file on a disk. */
export function ChecksumLine({ checksum }: { readonly checksum: string }) {
  const { details } = useMessages();
  const [isCopied, setCopied] = useState(false);
  const hex = checksumHex(checksum);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <div className="-my-1 flex h-7 items-center gap-1">
      <code className="font-dawg-mono text-label">{hex}</code>
      {canCopy() && (
        <IconButton
          label={isCopied ? details.copied : details.copyChecksum}
          onPress={() => void navigator.clipboard.writeText(hex).then(() => setCopied(true))}
          className="size-7"
        >
          {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        </IconButton>
      )}
      <span className="text-label text-good ml-auto flex items-center gap-1" title={details.verifiedText}>
        <ShieldCheck size={14} aria-hidden />
        {details.verified}
      </span>
      <span role="status" className="sr-only">
        {isCopied && details.copied}
      </span>
    </div>
  );
}

/** Pages without TLS have no clipboard; there the text is selected and copied by hand. */
function canCopy(): boolean {
  return window.isSecureContext;
}
