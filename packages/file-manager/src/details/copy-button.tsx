import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../controls/icon-button.tsx';
import { useMessages } from '../messages/use-messages.ts';

const SHOWN_MS = 2_000;

/** Copies a text, and says that it has. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { details } = useMessages();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  // Pages without TLS have no clipboard; there the text is selected and copied by hand.
  if (!window.isSecureContext) return null;
  return (
    <>
      <IconButton
        label={isCopied ? details.copied : label}
        onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        className="size-7"
      >
        {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {isCopied && details.copied}
      </span>
    </>
  );
}
