import { PanelRight, X } from 'lucide-react';
import { IconButton } from '../controls/icon-button.tsx';
import { useMessages } from '../messages/use-messages.ts';

export interface DetailsPlaceholderProps {
  readonly onClose: () => void;
}

/** The pane while not exactly one file is selected: it stays, so that the list does not move at every press. */
export function DetailsPlaceholder({ onClose }: DetailsPlaceholderProps) {
  const { details } = useMessages();
  return (
    <div className="relative grid h-full place-items-center px-8">
      <IconButton label={details.close} onPress={onClose} className="absolute top-2 right-2">
        <X size={15} aria-hidden />
      </IconButton>
      <div className="flex flex-col items-center text-center">
        <span className="bg-sunken text-ink-soft grid size-11 place-items-center rounded-full">
          <PanelRight size={20} aria-hidden />
        </span>
        <p className="mt-4 font-medium tabular-nums">{details.none}</p>
        <p className="text-ink-faint mt-1 text-balance">{details.noneText}</p>
      </div>
    </div>
  );
}
