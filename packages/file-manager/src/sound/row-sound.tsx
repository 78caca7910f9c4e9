import type { StoredFile } from '@dawg/contract/wire';
import { isLocked } from '@dawg/contract/wire-scan';
import { useMemo } from 'react';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { levelsOf } from './waveform-path.ts';
import { Waveform } from './waveform.tsx';

const NONE = new Uint8Array();

/**
 * A file's waveform and length in a row of the list; while they are being found out, a line. It is still: what moves in
 * many rows is drawn again sixty times a second, and a press waits for it.
 */
export function RowSound({ file }: { readonly file: StoredFile }) {
  const { sound } = useMessages();
  const format = useFormat();
  const { audio, durationSeconds } = file;
  const waveform = audio?.waveform ?? null;
  const levels = useMemo(() => (waveform ? levelsOf(waveform) : NONE), [waveform]);
  // What is not to be had is not drawn either; the mark beside its name says why.
  if (isLocked(file.scan)) return null;
  if (audio?.state === 'pending') {
    return (
      <span className="flex items-center gap-3" title={sound.pending}>
        <span className="bg-line-strong h-0.5 w-24 rounded-full" />
        <span className="sr-only">{sound.pending}</span>
      </span>
    );
  }
  if (audio && audio.state !== 'ready') {
    return (
      <span className="text-label text-ink-faint truncate" title={sound.why[audio.state]}>
        {sound.unknown}
      </span>
    );
  }
  return (
    <span className="flex items-center gap-3">
      <Waveform
        levels={levels}
        className="text-ink-faint group-data-selected/row:text-accent h-6 w-24 shrink-0"
      />
      {durationSeconds !== null && (
        <span className="text-ink-soft tabular-nums">{format.clock(durationSeconds)}</span>
      )}
    </span>
  );
}
