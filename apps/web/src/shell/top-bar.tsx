import type { User } from '../session/use-account.ts';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function TopBar({ user }: { readonly user: User }) {
  return (
    <header className="mx-auto flex h-12 w-full max-w-[101.5rem] shrink-0 items-center gap-1 px-3 md:px-4">
      <Logo />
      <span className="flex-1" />
      <ThemeSwitch />
      <AccountMenu user={user} />
    </header>
  );
}
