import { AUDIO_FORMATS } from '@dawg/contract/audio-formats';
import { ListFilter, Star } from 'lucide-react';
import { MenuSection, MenuTrigger } from 'react-aria-components';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator, Panel } from '../controls/menu.tsx';
import { isFiltered, type FileQuery } from '../file-query.ts';
import { useMessages } from '../messages/use-messages.ts';

export interface FilterMenuProps {
  readonly query: FileQuery;
  readonly onQueryChange: (query: FileQuery) => void;
}

const ANY = 'any';

/** Which files of the place that is shown: favourites, one format. */
export function FilterMenu({ query, onQueryChange }: FilterMenuProps) {
  const { filter } = useMessages();
  return (
    <MenuTrigger>
      <IconButton
        label={isFiltered(query) ? filter.active : filter.label}
        className={isFiltered(query) ? 'bg-accent-soft text-accent' : ''}
      >
        <ListFilter size={16} aria-hidden />
      </IconButton>
      <Panel placement="bottom end">
        <Menu aria-label={filter.label}>
          <MenuSection
            aria-label={filter.favourites}
            selectionMode="multiple"
            selectedKeys={query.isFavourite ? ['favourites'] : []}
            onSelectionChange={(keys) =>
              onQueryChange({ ...query, isFavourite: keys !== 'all' && keys.has('favourites') })
            }
          >
            <MenuItem id="favourites" icon={Star}>
              {filter.favourites}
            </MenuItem>
          </MenuSection>
          <MenuSeparator />
          <MenuSection
            aria-label={filter.format}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[query.contentType ?? ANY]}
            onSelectionChange={(keys) => {
              const format = AUDIO_FORMATS.find(({ contentType }) => keys !== 'all' && keys.has(contentType));
              onQueryChange({ ...query, contentType: format?.contentType ?? null });
            }}
          >
            <MenuItem id={ANY}>{filter.anyFormat}</MenuItem>
            {AUDIO_FORMATS.map(({ contentType, label }) => (
              <MenuItem key={contentType} id={contentType}>
                {label}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Panel>
    </MenuTrigger>
  );
}
