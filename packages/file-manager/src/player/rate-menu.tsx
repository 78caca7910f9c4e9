import { Button, MenuTrigger } from 'react-aria-components';
import { Menu, MenuItem, Panel } from '../controls/menu.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** How fast it is played; the pitch stays. */
export function RateMenu({
  rate,
  onRate,
}: {
  readonly rate: number;
  readonly onRate: (rate: number) => void;
}) {
  const { sound } = useMessages();
  const format = useFormat();
  const name = (value: number) => `${format.exact(value)}×`;
  return (
    <MenuTrigger>
      <Button
        aria-label={`${sound.player.rate}: ${name(rate)}`}
        className="text-label text-ink-soft data-hovered:bg-sunken focus-ring h-8 shrink-0 rounded-md px-1.5 tabular-nums max-md:hidden"
      >
        {name(rate)}
      </Button>
      <Panel placement="top end">
        <Menu
          aria-label={sound.player.rate}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[String(rate)]}
          onSelectionChange={(keys) => onRate(keys === 'all' ? 1 : Number([...keys][0] ?? 1))}
        >
          {RATES.map((value) => (
            <MenuItem key={value} id={String(value)} textValue={name(value)}>
              {name(value)}
            </MenuItem>
          ))}
        </Menu>
      </Panel>
    </MenuTrigger>
  );
}
