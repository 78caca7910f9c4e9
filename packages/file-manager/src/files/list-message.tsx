import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface ListMessageProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  /** Small print under the text. */
  readonly note?: string | null;
  readonly actions?: ReactNode;
  readonly role?: 'alert';
}

/** What stands in the middle of the list when there are no rows to show: why, and a way on. */
export function ListMessage({ icon: Icon, title, text, note, actions, role }: ListMessageProps) {
  return (
    <div role={role} className="mx-auto flex max-w-sm flex-col items-center px-6 py-16 text-center">
      <span className="bg-sunken text-ink-soft grid size-11 place-items-center rounded-full">
        <Icon size={20} aria-hidden />
      </span>
      <h2 className="text-lead mt-4 font-semibold wrap-anywhere">{title}</h2>
      <p className="text-body text-ink-soft mt-1 text-balance">{text}</p>
      {actions && <div className="mt-5 flex gap-2">{actions}</div>}
      {note && <p className="text-label text-ink-faint mt-4 text-balance select-text">{note}</p>}
    </div>
  );
}
