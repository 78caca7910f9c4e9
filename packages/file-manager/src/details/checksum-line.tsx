import { ShieldCheck } from 'lucide-react';
import { useMessages } from '../messages/use-messages.ts';
import { checksumHex } from './checksum-hex.ts';
import { CopyButton } from './copy-button.tsx';

/** The CRC-32 that was verified when the bytes were stored, to compare with what a program prints of a file on a disk. */
export function ChecksumLine({ checksum }: { readonly checksum: string }) {
  const { details } = useMessages();
  const hex = checksumHex(checksum);
  return (
    <div className="-my-1 flex h-7 items-center gap-1">
      <code className="font-dawg-mono text-label">{hex}</code>
      <CopyButton text={hex} label={details.copyChecksum} />
      <span className="text-label text-good ml-auto flex items-center gap-1" title={details.verifiedText}>
        <ShieldCheck size={14} aria-hidden />
        {details.verified}
      </span>
    </div>
  );
}
