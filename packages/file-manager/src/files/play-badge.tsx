import type { StoredFile } from '@dawg/contract/wire';
import { isLocked } from '@dawg/contract/wire-scan';
import { Pause, Play } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { usePlayerItself } from '../connection/player-context.ts';
import { FormatBadge } from './format-badge.tsx';

/**
 * The format, and what plays the file while the pointer is on its row: for pointers only. Keys have the space, and the
 * row's menu says it in words; a real button in each row is what a list of thousands cannot afford.
 */
export function PlayBadge({ file }: { readonly file: StoredFile }) {
  const player = usePlayerItself();
  const state = useSyncExternalStore(
    (listener) => player.subscribe(listener),
    () => (player.snapshot().file?.id === file.id ? player.snapshot().status.kind : null),
  );
  if (!file.audio || isLocked(file.scan)) return <FormatBadge fileName={file.fileName} />;
  const isPlaying = state === 'playing' || state === 'loading';
  const Icon = isPlaying ? Pause : Play;
  return (
    <span data-play className="relative shrink-0 cursor-pointer" data-state={state ?? undefined}>
      <FormatBadge fileName={file.fileName} />
      <span
        aria-hidden
        className={`bg-accent-fill absolute inset-0 grid place-items-center rounded text-white ${isPlaying ? '' : 'opacity-0 group-data-hovered/row:opacity-100'}`}
      >
        <Icon size={12} fill="currentColor" />
      </span>
    </span>
  );
}
