import { analyseAudio, type AcceptedAudio } from '@dawg/audio/analyse-audio';
import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import { AudioFailure } from '@dawg/audio/audio-failure';
import type { AudioPorts } from '@dawg/audio/inspect-audio';
import type { Container } from '@dawg/audio/acceptance/containers';
import type { Work } from '@dawg/audio/ports/audio-engine';
import { needsPreview } from '@dawg/audio/previews/needs-preview';
import type { AudioAnalyst, Verdict } from '@dawg/storage/ports/audio-analyst';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchToDisk } from './fetch-to-disk.ts';
import { listWaveform } from './list-waveform.ts';

/** A preview of more than this is not made: it is held in memory once. The original is played then. */
const LONGEST_PREVIEW_SECONDS = 3600;

/**
 * Finds out what bytes are with an audio engine. They are fetched once, to a folder of their own below `directory`, which
 * is gone when it answers or throws.
 */
export function createAudioAnalyst(ports: AudioPorts, directory: string): AudioAnalyst {
  return {
    async analyse(bytes, signal) {
      const { state } = await ports.engine.state();
      if (state === 'missing') return { kind: 'no-engine' };
      const folder = await mkdtemp(join(directory, 'version-'));
      try {
        const path = join(folder, 'original');
        await fetchToDisk(bytes, path, signal);
        const file = { path, declaredName: bytes.fileName, declaredType: bytes.contentType };
        return await verdictOf(ports, file, { limits: DEFAULT_LIMITS, signal }, folder);
      } catch (error) {
        if (error instanceof AudioFailure && error.code === 'engine-missing') return { kind: 'no-engine' };
        throw error;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function verdictOf(
  ports: AudioPorts,
  file: { readonly path: string; readonly declaredName: string; readonly declaredType: string },
  work: Work,
  folder: string,
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
    preview: await previewOf(ports, analysis, file.path, work, folder),
  };
}

/** Null where the file is played itself. */
async function previewOf(
  { engine }: AudioPorts,
  { description }: AcceptedAudio,
  path: string,
  work: Work,
  folder: string,
): Promise<Uint8Array | null> {
  if (!needsPreview(description) || (description.durationSeconds ?? 0) > LONGEST_PREVIEW_SECONDS) return null;
  const output = join(folder, 'preview.mp3');
  // The engine's own description names the container it was read as.
  const container = description.container as Container;
  await engine.encode({ path, container }, output, 'preview', work);
  return readFile(output);
}
