import { CircleAlert, Info, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';

export interface NoticeProps {
  readonly tone: 'plain' | 'warning' | 'bad' | 'offline';
  readonly children: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
}

/** A strip above the list for what concerns the whole of it. */
export function Notice({ tone, children, actions }: NoticeProps) {
  const { icon: Icon, look } = TONES[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`text-body flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-lg px-3 py-1.5 ${look}`}
    >
      <Icon size={15} aria-hidden className="shrink-0" />
      <p className="min-w-0 flex-1 basis-48 py-1 wrap-anywhere">{children}</p>
      {actions && <div className="flex items-center gap-1">{actions}</div>}
    </div>
  );
}

const TONES = {
  plain: { icon: Info, look: 'bg-accent-soft text-ink' },
  warning: { icon: TriangleAlert, look: 'bg-warn-soft text-warn' },
  bad: { icon: CircleAlert, look: 'bg-bad-soft text-bad' },
  offline: { icon: WifiOff, look: 'bg-sunken text-ink-soft' },
};
