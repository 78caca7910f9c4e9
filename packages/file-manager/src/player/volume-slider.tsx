import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useMessages } from '../messages/use-messages.ts';

/** How loud it is played here; nothing of it is stored. */
export function VolumeSlider({
  volume,
  onVolume,
}: {
  readonly volume: number;
  readonly onVolume: (volume: number) => void;
}) {
  const { sound } = useMessages();
  const Icon = volume === 0 ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className="flex shrink-0 items-center gap-2 max-md:hidden">
      <Icon size={15} aria-hidden className="text-ink-faint" />
      <Slider
        aria-label={sound.player.volume}
        value={volume}
        minValue={0}
        maxValue={1}
        step={0.01}
        formatOptions={{ style: 'percent' }}
        onChange={(to) => onVolume(to)}
        className="w-20"
      >
        <SliderTrack className="before:bg-line-strong relative h-5 w-full cursor-pointer before:absolute before:top-1/2 before:h-1 before:w-full before:-translate-y-1/2 before:rounded-full">
          <div
            className="bg-accent-fill absolute top-1/2 h-1 -translate-y-1/2 rounded-full"
            style={{ width: `${volume * 100}%` }}
          />
          <SliderThumb className="bg-ink data-focus-visible:outline-focus top-1/2 size-3 rounded-full data-focus-visible:outline-2 data-focus-visible:outline-offset-2" />
        </SliderTrack>
      </Slider>
    </div>
  );
}
