import type { FileSort, SortOrder } from '@dawg/contract/wire';
import { ArrowDownUp } from 'lucide-react';
import { MenuSection, MenuTrigger } from 'react-aria-components';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator, Panel } from '../controls/menu.tsx';
import type { FileQuery } from '../file-query.ts';
import { useMessages } from '../messages/use-messages.ts';

export interface SortMenuProps {
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
}

const SORTS = [
  'fileName',
  'durationSeconds',
  'sizeBytes',
  'uploadedAt',
] as const satisfies readonly FileSort[];
const DIRECTIONS: readonly SortOrder[] = ['asc', 'desc'];

/** Sorting where the list is too narrow for column headers to press. */
export function SortMenu({ query, onQueryChange }: SortMenuProps) {
  const messages = useMessages();
  return (
    <MenuTrigger>
      <IconButton label={messages.sort.label}>
        <ArrowDownUp size={15} aria-hidden />
      </IconButton>
      <Panel placement="bottom end">
        <Menu aria-label={messages.sort.label}>
          <MenuSection
            aria-label={messages.sort.label}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[query.sort]}
            onSelectionChange={(keys) => onQueryChange({ ...query, sort: chosen(keys, SORTS, query.sort) })}
          >
            {SORTS.map((sort) => (
              <MenuItem key={sort} id={sort}>
                {messages.sort[sort]}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSeparator />
          <MenuSection
            aria-label={messages.sort.direction}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[query.order]}
            onSelectionChange={(keys) =>
              onQueryChange({ ...query, order: chosen(keys, DIRECTIONS, query.order) })
            }
          >
            {DIRECTIONS.map((direction) => (
              <MenuItem key={direction} id={direction}>
                {messages.sort[direction]}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Panel>
    </MenuTrigger>
  );
}

function chosen<Choice extends string>(
  keys: 'all' | ReadonlySet<string | number>,
  choices: readonly Choice[],
  current: Choice,
): Choice {
  return choices.find((choice) => keys !== 'all' && keys.has(choice)) ?? current;
}
