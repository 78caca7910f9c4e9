import { AudioLines, Trash2 } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';

export interface ViewSwitchProps {
  readonly trashed: boolean;
  readonly onChange: (trashed: boolean) => void;
}

/** Files or trash. */
export function ViewSwitch({ trashed, onChange }: ViewSwitchProps) {
  const { views } = useMessages();
  return (
    <ToggleButtonGroup
      aria-label={views.label}
      disallowEmptySelection
      selectedKeys={[trashed ? 'trash' : 'files']}
      onSelectionChange={(keys) => onChange(keys.has('trash'))}
      className="bg-sunken flex shrink-0 rounded-lg p-0.5"
    >
      <ToggleButton id="files" className={LOOK}>
        <AudioLines size={14} aria-hidden />
        {views.files}
      </ToggleButton>
      <ToggleButton id="trash" className={LOOK}>
        <Trash2 size={14} aria-hidden />
        {views.trash}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}

const LOOK =
  'text-body text-ink-soft data-hovered:text-ink data-selected:bg-thumb data-selected:text-ink focus-ring flex h-7 cursor-default items-center gap-1.5 rounded-md px-2.5 font-medium select-none data-selected:shadow-[0_1px_2px_rgb(0_0_0/12%)] forced-colors:data-selected:bg-[Highlight] forced-colors:data-selected:text-[HighlightText]';
