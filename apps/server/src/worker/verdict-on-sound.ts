import { analyseAudio, type AcceptedAudio } from '@dawg/audio/analyse-audio';
import type { Container } from '@dawg/audio/acceptance/containers';
import type { AudioPorts } from '@dawg/audio/inspect-audio';
import type { Work } from '@dawg/audio/ports/audio-engine';
import { needsPreview } from '@dawg/audio/previews/needs-preview';
import type { Verdict } from '@dawg/storage/ports/audio-analyst';
import { readFile } from 'node:fs/promises';
import { listWaveform } from './list-waveform.ts';

/** A preview of more than this is not made: it is held in memory once. The original is played then. */
const LONGEST_PREVIEW_SECONDS = 3600;

/** What an audio engine says of a file on disk, with what is made of it; `previewPath` is where a preview is written first. */
export async function verdictOnSound(
  ports: AudioPorts,
  file: { readonly path: string; readonly declaredName: string; readonly declaredType: string },
  work: Work,
  previewPath: string,
): Promise<Verdict> {
  const analysis = await analyseAudio(ports, file, work);
  if (analysis.verdict === 'rejected')
    return { kind: 'rejected', code: analysis.code, reason: analysis.reason };
  const { description, tags, loudness, estimates, peaks, cover } = analysis;
  return {
    kind: 'accepted',
    facts: { description, tags, loudness, estimates, overview: peaks.overview },
    waveform: listWaveform(peaks.overview),
    peaks: peaks.dat,
    cover: cover?.bytes ?? null,
    preview: await previewOf(ports, analysis, file.path, work, previewPath),
  };
}

/** Null where the file is played itself. */
async function previewOf(
  { engine }: AudioPorts,
  { description }: AcceptedAudio,
  path: string,
  work: Work,
  output: string,
): Promise<Uint8Array | null> {
  if (!needsPreview(description) || (description.durationSeconds ?? 0) > LONGEST_PREVIEW_SECONDS) return null;
  // The engine's own description names the container it was read as.
  const container = description.container as Container;
  await engine.encode({ path, container }, output, 'preview', work);
  return readFile(output);
}
