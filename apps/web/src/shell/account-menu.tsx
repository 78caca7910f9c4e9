import { Menu, MenuItem, Panel } from '@dawg/file-manager/controls/menu';
import { LogOut } from 'lucide-react';
import { Button, MenuTrigger } from 'react-aria-components';
import { messages } from '../messages.ts';
import { accountClient } from '../session/account-client.ts';
import type { User } from '../session/use-account.ts';
import { initialsOf } from './initials.ts';

/** Who is signed in, and the way out. */
export function AccountMenu({ user }: { readonly user: User }) {
  return (
    <MenuTrigger>
      <Button
        aria-label={`${messages.account.label}: ${user.name}`}
        className="focus-ring data-hovered:bg-sunken aria-expanded:bg-sunken grid size-8 cursor-default place-items-center rounded-full"
      >
        <span
          data-initials={initialsOf(user.name)}
          className="bg-accent-soft text-accent text-micro grid size-6.5 place-items-center rounded-full font-semibold before:content-[attr(data-initials)]"
        />
      </Button>
      <Panel placement="bottom end">
        <div className="border-line border-b px-3 py-2.5">
          <p className="truncate font-medium">{user.name}</p>
          <p className="text-label text-ink-faint truncate">{user.email}</p>
        </div>
        <Menu aria-label={messages.account.label}>
          <MenuItem icon={LogOut} onAction={() => void accountClient.signOut()}>
            {messages.account.signOut}
          </MenuItem>
        </Menu>
      </Panel>
    </MenuTrigger>
  );
}
