import type { Quota } from '@dawg/contract/wire';
import { Button, Dialog, DialogTrigger } from 'react-aria-components';
import { Panel } from '../controls/menu.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { QuotaBar } from './quota-bar.tsx';
import { QuotaDetails } from './quota-details.tsx';
import { quotaShares } from './quota-shares.ts';

/** How full the storage is, in one line; pressing it shows what uses the space, to the byte. */
export function QuotaMeter({ quota }: { readonly quota: Quota }) {
  const messages = useMessages();
  const format = useFormat();
  const shares = quotaShares(quota);
  const usage = messages.quota.usage(format.bytes(quota.usedBytes), format.bytes(quota.totalBytes));

  return (
    <DialogTrigger>
      <Button
        data-slot="quota"
        data-state={shares.level}
        className="text-label data-hovered:bg-sunken focus-ring -mx-2 flex h-8 min-w-0 cursor-default items-center gap-3 rounded-md px-2"
      >
        <QuotaBar shares={shares} totalBytes={quota.totalBytes} className="w-16 sm:w-36" />
        <span className={`truncate tabular-nums ${LEVELS[shares.level]}`}>{usage}</span>
      </Button>
      <Panel placement="top start">
        <Dialog aria-label={messages.quota.details} className="w-72 p-4 outline-none">
          <QuotaDetails shares={shares} quota={quota} />
        </Dialog>
      </Panel>
    </DialogTrigger>
  );
}

const LEVELS = { calm: 'text-ink-soft', warning: 'text-warn font-medium', critical: 'text-bad font-medium' };
