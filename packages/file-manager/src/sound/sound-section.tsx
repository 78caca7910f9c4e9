import type { StoredFile } from '@dawg/contract/wire';
import { isLocked } from '@dawg/contract/wire-scan';
import type { AudioFacts } from '@dawg/contract/wire-audio';
import type { ReactNode } from 'react';
import { DetailsSection } from '../details/details-section.tsx';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useFileAudio } from '../use-file-audio.ts';
import { LoudnessCurve } from './loudness-curve.tsx';
import { overviewLevels } from './waveform-path.ts';
import { Waveform } from './waveform.tsx';

/** Columns of the picture in the details. */
const COLUMNS = 300;

/** What is known of a file's sound; absent for what is not audio. */
export function SoundSection({ file }: { readonly file: StoredFile }) {
  const { sound } = useMessages();
  const facts = useFileAudio(file);
  if (!file.audio || isLocked(file.scan)) return null;
  const { state } = file.audio;
  return (
    <DetailsSection title={sound.title}>
      {facts && <SoundFacts facts={facts} />}
      {!facts && (state === 'pending' || state === 'ready') && (
        <p role="status" className="text-ink-faint">
          {sound.pending}
        </p>
      )}
      {(state === 'no-engine' || state === 'failed') && <p className="text-ink-soft">{sound.why[state]}</p>}
    </DetailsSection>
  );
}

function SoundFacts({ facts }: { readonly facts: AudioFacts }) {
  const { sound } = useMessages();
  const format = useFormat();
  const { description, loudness, estimates, tags } = facts;
  const { tempo, key } = estimates;
  const shape = [
    description.codec.startsWith('pcm') ? 'PCM' : description.codec.toUpperCase(),
    sound.hertz(format.exact(description.sampleRateHz / 1000)),
    description.bitDepth && sound.bits(description.bitDepth, description.isFloat),
    sound.channels(description.channels, description.channelLayout),
    !description.isLossless &&
      description.bitRateBps &&
      sound.bitRate(format.exact(Math.round(description.bitRateBps / 1000))),
  ];
  const texts = {
    title: tags.title,
    artist: tags.artist,
    album: tags.album,
    genre: tags.genre.join(', '),
    year: tags.year,
    comment: tags.comment,
  };
  return (
    <>
      <Waveform levels={overviewLevels(facts.overview, COLUMNS)} className="text-accent h-14 w-full" />
      <LoudnessCurve loudness={loudness} />
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        <Fact label={sound.format}>{shape.filter(Boolean).join(' · ')}</Fact>
        {description.durationSeconds !== null && (
          <Fact label={sound.length}>{format.clock(description.durationSeconds)}</Fact>
        )}
        <Fact label={sound.loudness}>
          {loudness.integratedLufs === null
            ? sound.silent
            : sound.lufs(format.tenths(loudness.integratedLufs))}
        </Fact>
        {loudness.rangeLu !== null && (
          <Fact label={sound.range}>{sound.lu(format.tenths(loudness.rangeLu))}</Fact>
        )}
        {loudness.truePeakDbtp !== null && (
          <Fact label={sound.truePeak}>{sound.dbtp(format.tenths(loudness.truePeakDbtp))}</Fact>
        )}
        {tempo && (
          <Fact label={sound.tempo}>
            {sound.bpm(format.tenths(tempo.bpm))} <Estimate source={tempo.source} />
          </Fact>
        )}
        {key && (
          <Fact label={sound.key}>
            {sound.keyName(key.tonic, key.mode)} <Estimate source={key.source} />
          </Fact>
        )}
        {Object.entries(texts).map(
          ([name, text]) =>
            text !== null &&
            text !== '' && (
              <Fact key={name} label={sound.texts[name as keyof typeof texts]}>
                {text}
              </Fact>
            ),
        )}
      </dl>
    </>
  );
}

/** What the file does not say itself is marked. */
function Estimate({ source }: { readonly source: 'tag' | 'estimate' }) {
  const { sound } = useMessages();
  if (source === 'tag') return null;
  return (
    <span className="text-ink-faint" title={sound.estimateHint}>
      · {sound.estimate}
    </span>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{label}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums select-text">{children}</dd>
    </>
  );
}
