import { Pause, Play, Repeat, SkipBack, SkipForward, X } from 'lucide-react';
import { Button, Group, ToggleButton } from 'react-aria-components';
import { IconButton } from '../controls/icon-button.tsx';
import { useFormat } from '../format/use-format.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { usePlayer } from '../use-player.ts';
import { PlayerWaveform } from './player-waveform.tsx';
import { RateMenu } from './rate-menu.tsx';
import { VolumeSlider } from './volume-slider.tsx';

/** What is playing, below the list; absent while nothing is. */
export function PlayerBar() {
  const { sound, failure } = useMessages();
  const format = useFormat();
  const { playing, player } = usePlayer();
  const { file, take, status, seconds, durationSeconds } = playing;
  if (!file) return null;
  const isPlaying = status.kind === 'playing' || status.kind === 'loading';
  return (
    <Group
      aria-label={sound.player.label}
      data-slot="player"
      data-state={status.kind}
      className="border-line bg-surface flex h-16 shrink-0 items-center gap-3 border-t px-3"
    >
      <div className="flex shrink-0 items-center">
        <IconButton
          label={sound.player.previous}
          className="max-sm:hidden"
          onPress={() => player.previous()}
          isDisabled={!playing.hasPrevious && seconds === 0}
        >
          <SkipBack size={16} aria-hidden fill="currentColor" />
        </IconButton>
        <Button
          aria-label={isPlaying ? sound.player.pause : sound.player.play}
          onPress={() => player.toggle()}
          className="bg-ink text-on-ink data-hovered:bg-ink/85 data-pressed:bg-ink/75 focus-ring mx-1 grid size-9 shrink-0 cursor-default place-items-center rounded-full forced-colors:border"
        >
          {isPlaying ? (
            <Pause size={16} aria-hidden fill="currentColor" strokeWidth={0} />
          ) : (
            <Play size={16} aria-hidden fill="currentColor" className="ml-0.5" />
          )}
        </Button>
        <IconButton
          label={sound.player.next}
          className="max-sm:hidden"
          onPress={() => player.next()}
          isDisabled={!playing.hasNext}
        >
          <SkipForward size={16} aria-hidden fill="currentColor" />
        </IconButton>
      </div>
      <div className="w-44 min-w-0 shrink max-sm:w-24">
        <p className="truncate font-medium" title={file.fileName}>
          {file.fileName}
        </p>
        {take && (
          <p className="text-label text-accent truncate" title={sound.player.matched}>
            {sound.player.version(
              format.moment(take.uploadedAt),
              format.exact(Math.round(200 * Math.log10(take.gain)) / 10),
            )}
          </p>
        )}
        <p role="status" className="text-label text-ink-faint truncate tabular-nums">
          {status.kind === 'failed' ? (
            <span className="text-bad">
              {status.error ? explain(status.error, failure) : sound.player.failed}
            </span>
          ) : (
            <span aria-hidden>
              {format.clock(seconds)} / {format.clock(durationSeconds)}
            </span>
          )}
        </p>
      </div>
      <PlayerWaveform file={file} playing={playing} onSeek={(to) => player.seek(to)} />
      <ToggleButton
        aria-label={sound.player.loop}
        isSelected={playing.isLooping}
        onChange={(isLooping) => player.setLooping(isLooping)}
        className="text-ink-soft data-hovered:bg-sunken data-selected:text-accent data-selected:bg-accent-soft focus-ring grid size-8 shrink-0 place-items-center rounded-md max-sm:hidden"
      >
        <Repeat size={15} aria-hidden />
      </ToggleButton>
      <RateMenu rate={playing.rate} onRate={(rate) => player.setRate(rate)} />
      <VolumeSlider volume={playing.volume} onVolume={(volume) => player.setVolume(volume)} />
      <IconButton label={sound.player.close} onPress={() => player.stop()}>
        <X size={16} aria-hidden />
      </IconButton>
    </Group>
  );
}
