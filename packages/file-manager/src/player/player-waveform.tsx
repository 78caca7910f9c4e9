import type { PlayerSnapshot } from '@dawg/client/browser/player-snapshot';
import type { StoredFile } from '@dawg/contract/wire';
import { useMemo } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';
import { levelsOf, overviewLevels } from '../sound/waveform-path.ts';
import { Waveform } from '../sound/waveform.tsx';
import { useFileAudio } from '../use-file-audio.ts';

const COLUMNS = 600;
const FLAT = new Uint8Array(COLUMNS);

export interface PlayerWaveformProps {
  readonly file: StoredFile;
  readonly playing: PlayerSnapshot;
  readonly onSeek: (seconds: number) => void;
}

/** The whole of the sound as a slider: what was heard in the accent's colour, pressed anywhere to go there. */
export function PlayerWaveform({ file, playing, onSeek }: PlayerWaveformProps) {
  const { sound } = useMessages();
  const take = playing.take?.versionId ?? file.versionId;
  const facts = useFileAudio(file, take);
  const coarse = take === file.versionId ? (file.audio?.waveform ?? null) : null;
  const levels = useMemo(() => {
    if (facts) return overviewLevels(facts.overview, COLUMNS);
    return coarse ? levelsOf(coarse) : FLAT;
  }, [facts, coarse]);
  const { seconds, durationSeconds } = playing;
  const heard = durationSeconds > 0 ? Math.min(1, seconds / durationSeconds) : 0;
  return (
    <Slider
      aria-label={sound.player.position}
      value={Math.min(seconds, durationSeconds)}
      minValue={0}
      maxValue={Math.max(durationSeconds, 0.01)}
      step={0.01}
      formatOptions={{ style: 'unit', unit: 'second', maximumFractionDigits: 0 }}
      onChange={(to) => onSeek(to)}
      className="min-w-0 flex-1"
    >
      <SliderTrack className="relative h-10 w-full cursor-pointer">
        <Waveform levels={levels} className="text-line-strong absolute inset-0 size-full" />
        <div className="absolute inset-0" style={{ clipPath: `inset(0 ${(1 - heard) * 100}% 0 0)` }}>
          <Waveform levels={levels} className="text-accent-fill size-full" />
        </div>
        <SliderThumb className="data-focus-visible:outline-focus bg-accent top-1/2 h-10 w-0.5 rounded data-focus-visible:outline-2 data-focus-visible:outline-offset-2 forced-colors:bg-[Highlight]" />
      </SliderTrack>
    </Slider>
  );
}
