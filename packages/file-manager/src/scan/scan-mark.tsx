import type { ScanState, ScanSummary } from '@dawg/contract/wire-scan';
import { LoaderCircle, ShieldAlert, ShieldQuestionMark, type LucideIcon } from 'lucide-react';
import { useMessages } from '../messages/use-messages.ts';

const LOOKS: Record<Exclude<ScanState, 'unasked' | 'clean'>, { icon: LucideIcon; look: string }> = {
  scanning: { icon: LoaderCircle, look: 'bg-sunken text-ink-soft' },
  infected: { icon: ShieldAlert, look: 'bg-bad-soft text-bad' },
  unscannable: { icon: ShieldQuestionMark, look: 'bg-warn-soft text-warn' },
};

/** What is known of viruses in a file, beside its name: a picture and words. Nothing where there is nothing to say. */
export function ScanMark({ scan: { state, detail } }: { readonly scan: ScanSummary }) {
  const { scan } = useMessages();
  if (state === 'unasked' || state === 'clean') return null;
  const { icon: Icon, look } = LOOKS[state];
  const text = detail === null ? scan.why[state] : `${scan.why[state]} (${detail})`;
  return (
    <span
      data-scan={state}
      title={text}
      className={`text-micro ml-2.5 inline-flex shrink-0 items-center gap-1 self-center rounded px-1.5 py-px ${look}`}
    >
      <Icon size={12} aria-hidden />
      {scan.short[state]}
    </span>
  );
}
