import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Popover,
  Separator,
  Text,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps,
  type PopoverProps,
} from 'react-aria-components';

/** The panel a menu or a small sheet of facts opens in. */
export function Panel({
  className = '',
  ...props
}: Omit<PopoverProps, 'className'> & { readonly className?: string }) {
  return (
    <Popover
      offset={4}
      containerPadding={8}
      {...props}
      className={`font-dawg text-body text-ink bg-raised floating max-h-[inherit] overflow-auto rounded-lg outline-none data-entering:opacity-0 motion-safe:transition-opacity motion-safe:duration-75 ${className}`}
    />
  );
}

export function Menu<Item extends object>(props: Omit<MenuProps<Item>, 'className'>) {
  return <AriaMenu {...props} className="min-w-48 p-1 outline-none" />;
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'children' | 'className'> {
  readonly icon?: LucideIcon;
  readonly isDanger?: boolean;
  /** The key that does the same; drawn, not written, so that it is no part of the item's name. */
  readonly shortcut?: string;
  /** Why it cannot be chosen, where that is so; read out with it. */
  readonly whyNot?: string | null;
  readonly children: ReactNode;
}

export function MenuItem({
  icon: Icon,
  isDanger = false,
  shortcut,
  whyNot,
  children,
  ...props
}: MenuItemProps) {
  return (
    <AriaMenuItem
      {...props}
      className={`data-focused:bg-sunken flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 outline-none select-none data-disabled:opacity-45 forced-colors:data-focused:bg-[Highlight] forced-colors:data-focused:text-[HighlightText] ${isDanger ? 'text-bad' : ''}`}
    >
      {({ isSelected, selectionMode }) => (
        <>
          {Icon && <Icon size={15} aria-hidden className={isDanger ? '' : 'text-ink-faint'} />}
          <span className="flex flex-1 flex-col py-1">
            <Text slot="label">{children}</Text>
            {whyNot && (
              <Text slot="description" className="text-label">
                {whyNot}
              </Text>
            )}
          </span>
          {shortcut && (
            <span
              data-shortcut={shortcut}
              className="text-label text-ink-faint pl-4 before:content-[attr(data-shortcut)]"
            />
          )}
          {selectionMode !== 'none' && isSelected && (
            <span className="bg-accent-fill size-1.5 rounded-full" />
          )}
        </>
      )}
    </AriaMenuItem>
  );
}

export function MenuSeparator() {
  return <Separator className="bg-line my-1 h-px" />;
}
