import type { Quota } from '@dawg/contract/wire';
import { Notice } from '../controls/notice.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { quotaShares } from './quota-shares.ts';

/** A warning from 80 % on, a louder one from 95 %, with what would help. Nothing before. */
export function QuotaNotice({ quota }: { readonly quota: Quota }) {
  const messages = useMessages();
  const format = useFormat();
  const { level, fraction, freeBytes, trashedBytes } = quotaShares(quota);
  if (level === 'calm') return null;

  const free = format.bytes(freeBytes);
  const hint = trashedBytes > 0 ? messages.quota.trashHint(format.bytes(trashedBytes)) : '';
  return level === 'warning' ? (
    <Notice tone="warning">
      {messages.quota.warning(format.percent(fraction), free)} {hint}
    </Notice>
  ) : (
    <Notice tone="bad">
      {messages.quota.critical(free)} {hint}
    </Notice>
  );
}
