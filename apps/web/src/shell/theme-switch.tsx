import { IconButton } from '@dawg/file-manager/controls/icon-button';
import { Menu, MenuItem, Panel } from '@dawg/file-manager/controls/menu';
import { Monitor, Moon, Sun } from 'lucide-react';
import { MenuTrigger } from 'react-aria-components';
import { messages } from '../messages.ts';
import { chooseTheme, useTheme, type Theme } from './theme.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** System, light or dark; kept on this device. */
export function ThemeSwitch() {
  const theme = useTheme();
  const Icon = ICONS[theme];
  return (
    <MenuTrigger>
      <IconButton label={messages.theme.label}>
        <Icon size={16} aria-hidden />
      </IconButton>
      <Panel placement="bottom end">
        <Menu
          aria-label={messages.theme.label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[theme]}
          onSelectionChange={(keys) =>
            chooseTheme(THEMES.find((choice) => keys !== 'all' && keys.has(choice)) ?? 'system')
          }
        >
          <MenuItem id="system" icon={Monitor}>
            {messages.theme.system}
          </MenuItem>
          <MenuItem id="light" icon={Sun}>
            {messages.theme.light}
          </MenuItem>
          <MenuItem id="dark" icon={Moon}>
            {messages.theme.dark}
          </MenuItem>
        </Menu>
      </Panel>
    </MenuTrigger>
  );
}
