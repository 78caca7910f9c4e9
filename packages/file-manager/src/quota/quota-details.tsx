import type { Quota } from '@dawg/contract/wire';
import { Heading } from 'react-aria-components';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { FILES_LOOKS, QuotaBar, SHARE_LOOKS } from './quota-bar.tsx';
import type { QuotaShares } from './quota-shares.ts';

export interface QuotaDetailsProps {
  readonly quota: Quota;
  readonly shares: QuotaShares;
}

/** What uses the space: rounded to read, exact beside it. */
export function QuotaDetails({ quota, shares }: QuotaDetailsProps) {
  const messages = useMessages();
  const format = useFormat();
  // Seldom there for longer than a moment.
  const deleting = { label: messages.quota.deleting, bytes: shares.deletingBytes, look: SHARE_LOOKS.trash };
  const rows = [
    { label: messages.quota.stored, bytes: shares.fileBytes, look: FILES_LOOKS[shares.level] },
    { label: messages.quota.versions, bytes: shares.versionBytes, look: SHARE_LOOKS.versions },
    { label: messages.quota.trash, bytes: shares.trashedBytes, look: SHARE_LOOKS.trash },
    ...(shares.deletingBytes > 0 ? [deleting] : []),
    { label: messages.quota.reserved, bytes: shares.reservedBytes, look: SHARE_LOOKS.reserved },
    { label: messages.quota.free, bytes: shares.freeBytes, look: 'bg-line-strong' },
  ];
  return (
    <>
      <Heading slot="title" className="text-body flex items-baseline justify-between font-semibold">
        {messages.quota.label}
        <span className="text-ink-faint font-normal tabular-nums">{format.percent(shares.fraction)}</span>
      </Heading>
      <QuotaBar shares={shares} totalBytes={quota.totalBytes} className="mt-2.5 mb-3" />
      <dl className="text-label space-y-2">
        {rows.map(({ label, bytes, look }) => (
          <div key={label} className="flex items-baseline gap-2">
            <span aria-hidden className={`size-2 rounded-full ${look}`} />
            <dt className="text-ink-soft flex-1">{label}</dt>
            <dd className="text-right tabular-nums">
              <span className="font-medium">{format.bytes(bytes)}</span>
              <span className="text-ink-faint block">{messages.quota.exact(format.exact(bytes))}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
